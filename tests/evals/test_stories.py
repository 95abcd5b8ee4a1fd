"""Days and figures of stories are judged as the project's scorer judges them."""

from evals.stories import _day, _right_figures, from_spans, story_measures

TEXT = "On Tuesday Ann Lee said that up to 300 jobs would go."
GOLD = {
    "id": "s1", "parent": None, "source": [[11, 18]], "cue": [[19, 23]], "content": [[24, 52]],
    "said_on": "2025-03-11",
    "figures": [{"start": 29, "end": 43, "low": None, "high": 300, "about": False, "per": None}],
}  # fmt: skip
ARTICLE = {
    "doc": "x", "language": "en", "title": None, "outlet": None, "published": "2025-03-13T10:00:00+01:00",
    "text": TEXT, "statements": [GOLD],
}  # fmt: skip


def test_a_day_is_one_date_whether_alone_or_as_an_interval():
    assert _day("2025-03-11T10:00") == _day({"start": "2025-03-11", "end": "2025-03-11"}) == "2025-03-11"
    assert _day({"start": "2025-03-10", "end": "2025-03-16"}) == ("2025-03-10", "2025-03-16")
    assert _day(None) is None


def test_a_figure_has_to_touch_and_to_agree_and_counts_once():
    figure = {"start": 0, "end": 5, "low": 3, "high": None, "about": False, "per": None}
    assert _right_figures([figure], [{**figure, "start": 4, "end": 9}, figure]) == 1
    assert _right_figures([figure], [{**figure, "high": 3}]) == 0
    assert _right_figures([figure], [{**figure, "start": 5, "end": 9}]) == 0


def test_the_right_spans_are_read():
    (made,) = from_spans(ARTICLE)
    assert made["said_on"] == "2025-03-11"
    assert [(f["low"], f["high"]) for f in made["figures"]] == [(None, 300)]


def test_the_counts_of_a_story():
    class Nothing:
        def read(self, document):
            return document

    found = story_measures(Nothing(), [ARTICLE])
    assert (found["said_on given"].f1, found["figures given"].f1) == (100, 100)
    assert (found["matched"].gold, found["matched"].right, found["figures"].right) == (1, 0, 0)
