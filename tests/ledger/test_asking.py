import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from selon.desk import asking
from selon.errors import NotInLedger, UsageError
from selon.ledger import Ledger
from selon.ledger.adding import keep
from selon.ledger.asking import Question
from selon.ledger.schema import statements
from tests.telling import Teller, article, one, tell

ARTICLES = (
    article(
        "Kirby said that the evacuation of 3,000 villagers goes on. Rutte denied that NATO left the villages.",
        title="Evacuation", outlet="The Paper", published="2024-10-02", url="https://paper.example/1",
    ),
    article(
        "Léa a dit que l’évacuation des villages continue. Max a dit que perhaps 40 habitants sont partis.",
        title="Évacuation à l’Est", outlet="Le Quotidien", published="2024-10-03T09:00:00+02:00", language="fr",
        url="https://quotidien.example/1",
    ),
    article("Kirby said that talks on the border begin in May.", outlet="The Wire", url="https://wire.example/1"),
    article(
        "Austin said that Kirby thinks that the border talks on fish fail.", published="2024-11-01",
        url="https://wire.example/2",
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ledger(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELON_LANGUAGE", "en")
        if request.param == "sqlite":
            with Ledger(str(tmp_path_factory.mktemp("asked") / "selon.db"), create=True) as made:
                tell(made, *ARTICLES)
                yield made
            return
        server = request.getfixturevalue("postgresql")
        with server.database() as address, Ledger(address, create=True) as made:
            tell(made, *ARTICLES)
            yield made


@pytest.fixture(scope="module")
def both(tmp_path_factory, postgresql):
    path = str(tmp_path_factory.mktemp("both") / "selon.db")
    with postgresql.database() as address, Ledger(path, create=True) as a, Ledger(address, create=True) as b:
        tell(a, *ARTICLES)
        tell(b, *ARTICLES)
        yield a, b


def found(ledger: Ledger, words: str = "", **asked: object) -> list[str]:
    """The contents of what is found, in their order."""
    hits = asking.search(ledger, Question(words=words, **asked))
    return [hit.told.statement.content[0].of(hit.told.document.text) for hit in hits]


EVACUATION = "the evacuation of 3,000 villagers goes on"
CONTINUE = "l’évacuation des villages continue"
NATO = "NATO left the villages"
HABITANTS = "perhaps 40 habitants sont partis"
MAY = "talks on the border begin in May"
FISH = "the border talks on fish fail"
OUTER = "Kirby thinks that the border talks on fish fail"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("evacuation", {EVACUATION, CONTINUE}),
        ("ÉVACUATIONS", {EVACUATION, CONTINUE}),
        ("l’évacuation", {EVACUATION, CONTINUE}),
        ("l'evacuation", {EVACUATION, CONTINUE}),
        ("evacuating", {EVACUATION, CONTINUE}),
        ("village", {EVACUATION, NATO, CONTINUE}),
        ("habitant", {HABITANTS}),
        ("3,000", {EVACUATION}),
        ("3000 villagers", {EVACUATION}),
        ("lea", {CONTINUE}),
        ("rutte", {NATO}),
        ("kirby border", {MAY, OUTER, FISH}),
        ('"talks on"', {MAY, FISH, OUTER}),
        ('"border talks"', {FISH, OUTER}),
        ("«border talks»", {FISH, OUTER}),
        ('“talks border”', set()),
        ('"the villages" nato', {NATO}),
        ('"villages Rutte"', set()),
        ("evacuation zebra", set()),
        ("border border", {MAY, FISH, OUTER}),
    ],
)  # fmt: skip
def test_words_are_found(ledger, words, expected):
    assert set(found(ledger, words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        '"', '""', "*", "evac*", "AND", "OR NOT", "NEAR(", "col:", "content:border", "(border", "border)", "^border",
        "-border", "border'", "';--", "\\", "%", "_", ":question", "&|!", "<->", "🚀", "border 🚀", "\0",
        "\ud800 border", "a" * 5000, "border " * 3000, "½", "(1)", "ſ", "ﬁsh", "中文",
        "\u202eborder", "\U0001e900", "'border':1A", "{}",
    ],
)  # fmt: skip
def test_odd_questions_are_answered_alike(both, words):
    a, b = (sorted(found(ledger, words, limit=50)) for ledger in both)
    assert a == b


def test_a_wild_word_is_a_word(ledger):
    assert found(ledger, "evac*") == []
    assert set(found(ledger, "content:border")) == set()
    assert set(found(ledger, "ﬁsh")) == {FISH, OUTER}
    assert set(found(ledger, "border OR zebra")) == set()


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(EVACUATION.split() + MAY.split() + ['"', "L’", "AND"])).map(" ".join)
)
def test_every_question_is_answered_alike(both, words):
    a, b = (sorted(found(ledger, words, limit=50)) for ledger in both)
    assert a == b


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actor": "kirby"}, {EVACUATION, MAY, FISH}),
        ({"actor": "person:kirby"}, {EVACUATION, MAY, FISH}),
        ({"actor": "KIRBY"}, {EVACUATION, MAY, FISH}),
        ({"actor": "Lea"}, {CONTINUE}),
        ({"actor": "nobody"}, set()),
        ({"actor": "%"}, set()),
        ({"actor": "\0"}, set()),
        ({"actor": "\ud800"}, set()),
        ({"institution": "nato"}, {NATO}),
        ({"institution": "Rutte"}, {NATO}),
        ({"institution": "nat"}, set()),
        ({"outlet": "paper"}, {EVACUATION, NATO}),
        ({"outlet": "Quotidien"}, {CONTINUE, HABITANTS}),
        ({"language": "fr"}, {CONTINUE, HABITANTS}),
        ({"since": "2024-10-03"}, {CONTINUE, HABITANTS, FISH, OUTER}),
        ({"until": "2024-10-02"}, {EVACUATION, NATO}),
        ({"since": "2024-10-03", "until": "2024-10-31"}, {CONTINUE, HABITANTS}),
        ({"since": "2025-01-01"}, set()),
        ({"form": "direct"}, set()),
        ({"act": "think"}, {FISH}),
        ({"certainty": "possible"}, {HABITANTS}),
        ({"distance": "distanced"}, set()),
        ({"denied": True}, {NATO}),
        ({"denied": False, "language": "fr"}, {CONTINUE, HABITANTS}),
        ({"has_figure": True, "language": "fr"}, {HABITANTS}),
        ({"has_figure": False, "language": "fr"}, {CONTINUE}),
        ({"status": "accepted"}, set()),
        ({"status": "rejected"}, set()),
        ({"status": "read", "act": "think"}, {FISH}),
    ],
)
def test_filters(ledger, asked, expected):
    assert set(found(ledger, **asked)) == expected
    assert set(found(ledger, "evacuation", **asked)) == expected & {EVACUATION, CONTINUE}


def test_the_story_filter(ledger):
    story = asking.search(ledger, Question(words="3000"))[0].story
    assert EVACUATION in found(ledger, story=story)
    assert EVACUATION in found(ledger, story=story[:6], words="evacuation")
    with pytest.raises(NotInLedger):
        found(ledger, story="zebra")
    for nothing in ("", "!", "%"):
        with pytest.raises(NotInLedger):
            found(ledger, story=nothing)


@pytest.mark.parametrize("written", ["yesterday", "2024-13-01", "", "32", "\ud800"])
def test_a_day_that_is_none(ledger, written):
    with pytest.raises(UsageError) as raised:
        found(ledger, since=written)
    assert raised.value.key == "bad_day"
    assert "YYYY-MM-DD" in str(raised.value)


@pytest.mark.parametrize("name", ["form", "act", "certainty", "distance", "language", "status"])
def test_a_value_that_is_none(ledger, name):
    with pytest.raises(UsageError, match="zebra"):
        found(ledger, **{name: "zebra"})


def test_without_words_the_newest_come_first_and_those_without_a_day_last(both):
    a, b = (found(ledger) for ledger in both)
    assert a == b
    assert {a[0], a[1]} == {FISH, OUTER}
    assert a[-1] == MAY


def test_pages_follow_each_other(ledger):
    whole = found(ledger, limit=50)
    assert found(ledger, limit=2) + found(ledger, limit=50, skip=2) == whole
    assert found(ledger, "border", limit=1) + found(ledger, "border", limit=9, skip=1) == found(ledger, "border")
    assert found(ledger, limit=0) == found(ledger, limit=-1) == found(ledger, limit=1, skip=99) == []


def test_the_actor_weighs_more_than_the_content(ledger):
    hits = asking.search(ledger, Question(words="kirby"))
    assert hits[0].told.statement.actor.who == "Kirby"
    assert hits[-1].told.statement.actor.who == "Austin"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert asking.search(ledger, Question())[0].score is None


def test_a_statement_is_shown_with_all_that_is_known_of_it(ledger):
    (hit,) = asking.search(ledger, Question(words="fish", act="think"))
    shown = asking.show(ledger, hit.told.id[:8])
    assert shown.hit == dataclasses.replace(hit, score=None)
    assert shown.passage.of(hit.told.document.text) == hit.told.document.text
    assert shown.chain == ("Kirby", "Austin")
    assert shown.standing and shown.related == () and shown.judgements == () and shown.earlier_version is None
    (quoted,) = asking.search(ledger, Question(words="nato"))
    assert asking.show(ledger, quoted.told.id.upper()).chain == ("Rutte", "The Paper")


@pytest.mark.parametrize("asked", ["zzzzzzzz", "", "abc", "%%%%", "____", "\0\0\0\0", "\ud800" * 4, "0" * 16])
def test_a_statement_that_there_is_not(ledger, asked):
    with pytest.raises(NotInLedger) as raised:
        asking.show(ledger, asked)
    assert raised.value.key == "no_such_statement"
    assert raised.value.http_status == 404
    with pytest.raises(NotInLedger):
        asking.versions(ledger, asked)


def test_letters_that_several_ids_begin_with(address):
    with Ledger(address, create=True) as ledger:
        with ledger.writing() as connection:
            for text, key in (("Kirby said that it rains.", "abcd0000"), ("Kirby said that it snows.", "abcd1111")):
                added = keep(connection, Teller().read(article(text)), None)
                this = update(statements).where(statements.c.document == added.document)
                connection.execute(this.values(id=key))
        with pytest.raises(NotInLedger) as raised:
            asking.show(ledger, "abcd")
        assert raised.value.key == "several_begin_so"
        assert asking.show(ledger, "abcd1").hit.told.id == "abcd1111"


def test_who_is_quoted_most(both):
    a, b = (asking.actors(ledger) for ledger in both)
    assert a == b
    assert (a[0].name, a[0].id, a[0].statements, a[0].documents) == ("Kirby", "person:kirby", 3, 3)
    assert (a[0].first, a[0].last) == ("2024-10-02", "2024-11-01")
    assert [actor.id for actor in a[1:]] == sorted(actor.id for actor in a[1:])
    assert [actor.name for actor in asking.actors(both[0], "léa")] == ["Léa"]
    assert len(asking.actors(both[0], limit=2)) == 2


def test_all_that_an_actor_said(both):
    (known,), said = asking.actor(both[0], "Kirby")
    assert known.statements == 3
    contents = [hit.told.statement.content[0].of(hit.told.document.text) for hit in said]
    assert contents == [MAY, EVACUATION, FISH]  # without a day first, then by day
    assert [hit.told for hit in asking.actor(both[1], "Kirby")[1]] == [hit.told for hit in said]
    for nobody in ("Zebra", "", "%", "\0"):
        with pytest.raises(NotInLedger):
            asking.actor(both[0], nobody)


def test_stories_are_listed_the_newest_first(both):
    a, b = (asking.stories(ledger) for ledger in both)
    assert a == b
    days = [story.last or "" for story in a]
    assert days == sorted(days, reverse=True)
    assert sum(story.documents for story in a) == len(ARTICLES)
    board = asking.story_board(both[0], a[0].id)
    assert board.story == a[0]
    assert set(board.hits) >= set(board.board.known)


def test_the_figures_of_words_and_of_a_story(ledger):
    points = [point for series in asking.figures(ledger, "habitants") for point in series.points]
    assert {point.low for point in points} == {40.0}
    story = asking.search(ledger, Question(words="habitants"))[0].story
    assert asking.figures(ledger, story)
    assert asking.figures(ledger, "zebra") == []


def test_versions_tell_what_changed(address):
    with Ledger(address, create=True) as ledger:
        one(ledger, article("Kirby said that 3 left.", url="https://a.example"))
        last = one(ledger, article("Kirby said that 4 left.", url="https://a.example"))
        first, second = asking.versions(ledger, last.document)
        assert (first.number, first.latest, first.changed) == (1, False, ())
        assert (second.number, second.latest, second.change, second.changed) == (2, True, "silent", (("3 ", "4 "),))
