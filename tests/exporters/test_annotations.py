import json

from hypothesis import given, settings

from selon.exporters.annotations import annotation_data
from selon.records import Document
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, READ, SPLIT


def test_a_document_in_the_form_of_the_corpora():
    assert annotation_data(SPLIT) == {
        "doc": "split",
        "lang": "fr",
        "text": "« Nous irons »,\na dit Léa, « et nous\nresterons ».",
        "statements": [
            {
                "id": 1,
                "parent": None,
                "source": [[22, 25]],
                "cue": [[16, 21]],
                "content": [[0, 14], [27, 48]],
                "form": "direct",
                "confidence": 0.75,
                "act": None,
                "certainty": None,
                "distance": None,
                "denied": None,
                "said_on": None,
                "who": None,
                "who_type": None,
                "on_behalf_of": None,
                "figures": [],
            }
        ],
    }


def test_a_figure_has_its_words_place_and_bounds():
    (made,) = annotation_data(READ)["statements"][0]["figures"]  # type: ignore[index]
    start = READ.text.index("up to")
    assert (made["text"], made["start"], made["end"]) == ("up to 300 jobs a year", start, start + 21)
    assert (made["low"], made["high"], made["about"], made["per"]) == (None, 300, False, "year")


def test_what_is_not_there_is_an_empty_list():
    made = annotation_data(BARE)["statements"][0]  # type: ignore[index]
    assert (made["source"], made["cue"], made["content"]) == ([], [], [[0, 14]])


def test_a_document_a_line():
    lines = [json.loads(line) for line in written("annotations", NESTED, NOTHING).splitlines()]
    assert [line["doc"] for line in lines] == ["nested", "nothing"]
    assert [s["parent"] for s in lines[0]["statements"]] == [None, 1, None]
    assert lines[1]["statements"] == []


@settings(max_examples=40)
@given(documents())
def test_any_document_comes_back(made: Document):
    (line,) = written("annotations", made).split(b"\n")[:-1]
    assert json.loads(line) == annotation_data(made)
