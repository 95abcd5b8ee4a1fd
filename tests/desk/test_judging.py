import dataclasses

import pytest
from sqlalchemy import select

from selon.desk import asking, judging
from selon.desk.adding import read_again
from selon.desk.moving import faults, judged_documents, kept_documents
from selon.errors import NotInLedger, UsageError
from selon.ledger import Ledger, linking
from selon.ledger.asking import Question
from selon.ledger.schema import judgements, statements
from selon.records import Relation, Span
from tests.telling import Hashed, Teller, article, one, tell

TEXT = "Kirby said that the talks go on. Austin denied that 40 people left. Max said that it rains."
TALKS = article(TEXT, url="https://a.example/1", title="Talks", published="2024-10-02")
OTHER = article(
    "Kirby said that the talks have ended. Bob said that 50 people left.",
    url="https://b.example/1", title="Talks end", published="2024-10-03",
)  # fmt: skip


def found(ledger: Ledger, words: str) -> str:
    """The id of the only statement with these words that stands."""
    (hit,) = asking.search(ledger, Question(words=words))
    return hit.told.id


def standing(ledger: Ledger) -> list[str]:
    """The contents that stand, in the order of the text."""
    return [
        " … ".join(span.of(document.text) for span in statement.content)
        for document in kept_documents(ledger)
        for statement in sorted(document.statements, key=lambda s: s.content)
    ]


def row(ledger: Ledger, key: str) -> dict:
    with ledger.reading() as connection:
        return dict(connection.execute(select(statements).where(statements.c.id == key)).mappings().one())


def judgement_rows(ledger: Ledger) -> list[dict]:
    with ledger.reading() as connection:
        return [dict(r) for r in connection.execute(select(judgements).order_by(judgements.c.at)).mappings()]


@pytest.fixture(autouse=True)
def checked(ledger):
    """After every test the ledger is sound."""
    yield
    assert faults(ledger)[0] == []


def again(ledger: Ledger, reader: Teller) -> None:
    for where, item in read_again(ledger, reader, Hashed()):
        assert not isinstance(item, Exception), (where, item)


def test_accepting_and_rejecting(ledger):
    one(ledger, TALKS)
    rains, left = found(ledger, "rains"), found(ledger, "left")
    judging.judge(ledger, "accept", rains, "ann", "heard it")
    judging.judge(ledger, "reject", left[:6], "ann")
    assert standing(ledger) == ["the talks go on", "it rains"]
    assert row(ledger, rains)["status"] == "accepted"
    assert row(ledger, left)["status"] == "rejected"
    assert asking.search(ledger, Question(words="left")) == []
    assert [hit.told.id for hit in asking.search(ledger, Question(status="rejected"))] == [left]
    (judgement,) = asking.show(ledger, rains).judgements
    assert (judgement.verdict, judgement.who, judgement.why, judgement.stands) == ("accept", "ann", "heard it", True)
    assert asking.show(ledger, left).standing is False


def test_the_last_word_counts(ledger):
    one(ledger, TALKS)
    rains = found(ledger, "rains")
    for verdict in ("reject", "accept", "reject", "accept"):
        judging.judge(ledger, verdict, rains, "ann")
    assert row(ledger, rains)["status"] == "accepted"
    assert [j.verdict for j in asking.judgements(ledger)] == ["reject", "accept", "reject", "accept"]


def test_a_verdict_that_there_is_not(ledger):
    one(ledger, TALKS)
    with pytest.raises(UsageError, match="maybe"):
        judging.judge(ledger, "maybe", found(ledger, "rains"), "ann")
    assert judgement_rows(ledger) == []


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"content": "it rains"}, {"content": "it rains"}),
        ({"content": "Max … it rains"}, {"content": "Max … it rains"}),
        ({"content": "68-71"}, {"content": "Max"}),
        ({"source": "Austin"}, {"source": "Austin"}),
        ({"source": ""}, {"source": None}),
        ({"cue": "denied"}, {"cue": "denied"}),
        ({"form": "direct"}, {"form": "direct"}),
        ({"act": "order"}, {"act": "order"}),
        ({"act": ""}, {"act": None}),
        ({"certainty": "probable"}, {"certainty": "probable"}),
        ({"distance": "distanced"}, {"distance": "distanced"}),
        ({"denied": "oui"}, {"denied": True}),
        ({"denied": "No"}, {"denied": False}),
        ({"denied": ""}, {"denied": None}),
        ({"said_on": "2024-10-01"}, {"said_on_start": "2024-10-01", "said_on_end": "2024-10-01"}),
        ({"said_on": "2024-10-01/2024-10-03"}, {"said_on_start": "2024-10-01", "said_on_end": "2024-10-03"}),
        ({"said_on": "20241003T10:00/2024-10-01"}, {"said_on_start": "2024-10-01", "said_on_end": "2024-10-03"}),
        ({"said_on": ""}, {"said_on_start": None}),
        ({"who": "Max Léon"}, {"who": "Max Léon", "actor": "person:max-leon", "own_actor": "person:max-leon"}),
        ({"who": ""}, {"who": None, "actor": None}),
        ({"who_type": "organisation", "who": "NATO"}, {"who_type": "organisation", "actor": "institution:nato"}),
        ({"role": "minister"}, {"role": "minister", "actor": "person:max"}),
        ({"on_behalf_of": "NATO"}, {"on_behalf_of": "NATO"}),
        ({"named": "false"}, {"named": False}),
        ({"actor": "person:other"}, {"actor": "person:other", "who": "Max"}),
        ({"figures": '[{"text": "40", "low": 40, "high": 41, "about": true}]'}, {"figure_count": 1}),
        ({"figures": ""}, {"figure_count": 0}),
        ({"certainty": "possible", "act": "think"}, {"certainty": "possible", "act": "think"}),
    ],
)
def test_fields_are_mended(ledger, changes, columns):
    one(ledger, TALKS)
    rains = found(ledger, "rains")
    before = row(ledger, rains)
    made = judging.edit(ledger, rains, changes, "ann")
    after = row(ledger, rains)
    assert {name: after[name] for name in columns} == columns
    assert (after["status"], after["as_read"]) == ("edited", before["record"])
    assert faults(ledger)[0] == []
    judging.withdraw(ledger, made.id, "ann")
    assert row(ledger, rains) == before


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"content": ""}, "no_content"),
        ({"content": "zebra"}, "words_not_there"),
        ({"content": "said"}, "words_not_once"),
        ({"content": "5-4"}, "bad_span"),
        ({"content": "0-9999"}, "bad_span"),
        ({"content": "Max … "}, "words_not_once"),
        ({"cue": "3-3"}, "bad_span"),
        ({"form": "oral"}, "unknown_value"),
        ({"form": ""}, "unknown_value"),
        ({"who_type": ""}, "unknown_value"),
        ({"denied": "perhaps"}, "unknown_value"),
        ({"colour": "red"}, "unknown_field"),
        ({"confidence": "1"}, "unknown_field"),
        ({"said_on": "yesterday"}, "bad_day"),
        ({"said_on": "2024-10-01/later"}, "bad_day"),
        ({"figures": "40"}, "bad_figures"),
        ({"figures": "{"}, "bad_figures"),
        ({"figures": "[1]"}, "bad_figures"),
        ({"figures": '[{"low": 1}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "size": 1}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "low": "many"}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "low": NaN}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "unit": 3}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "change": "up"}]'}, "bad_figures"),
        ({"figures": '[{"text": "40", "parts": [3]}]'}, "bad_figures"),
        ({"figures": '[{"span": ["a", "b"]}]'}, "bad_figures"),
        ({"figures": '[{"span": [1.5, 2]}]'}, "bad_figures"),
        ({"figures": '[{"span": [1, 9999]}]'}, "bad_span"),
        ({"figures": '[{"text": "zebra"}]'}, "words_not_there"),
        ({"role": "a\0b"}, "cannot_keep"),
        ({"who": "\ud800"}, "cannot_keep"),
    ],
)
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_what_cannot_be_mended_so_is_told(ledger, changes, key):
    one(ledger, TALKS)
    rains = found(ledger, "rains")
    before = row(ledger, rains)
    with pytest.raises(UsageError) as raised:
        judging.edit(ledger, rains, changes, "ann")
    assert raised.value.key == key
    assert str(raised.value)
    assert row(ledger, rains) == before
    assert judgement_rows(ledger) == []


def test_who_and_why_that_no_database_keeps(ledger):
    one(ledger, TALKS)
    for who, why in (("a\0", None), ("ann", "\udcff")):
        with pytest.raises(UsageError, match="U\\+"):
            judging.judge(ledger, "accept", found(ledger, "rains"), who, why)


def test_a_statement_that_reading_missed_is_added(ledger):
    document = one(ledger, TALKS).document
    changes = {
        "content": "the talks go on. Austin denied",
        "cue": "said",
        "source": "68-71",
        "who": "Max",
        "act": "say",
    }
    with pytest.raises(UsageError):
        judging.add_statement(ledger, document, changes, "ann")
    made = judging.add_statement(ledger, document[:9], {**changes, "cue": "denied"}, "ann")
    assert row(ledger, made.target)["status"] == "added"
    assert len(standing(ledger)) == 4
    assert found(ledger, '"go on Austin"') == made.target
    with pytest.raises(UsageError) as raised:
        judging.add_statement(ledger, document, {**changes, "cue": "denied"}, "ann")
    assert raised.value.key == "statement_there"
    with pytest.raises(UsageError) as raised:
        judging.add_statement(ledger, document, {"cue": "denied"}, "ann")
    assert raised.value.key == "no_content"
    judging.withdraw(ledger, made.id, "ann")
    assert len(standing(ledger)) == 3
    assert row(ledger, made.target)["status"] == "withdrawn"


def test_numbers_are_never_given_twice(ledger):
    document = one(ledger, TALKS).document
    reject = judging.judge(ledger, "reject", found(ledger, "rains"), "ann")
    judging.add_statement(ledger, document, {"content": "people"}, "ann")
    judging.withdraw(ledger, reject.id, "ann")
    (kept,) = kept_documents(ledger)
    assert len({statement.id for statement in kept.statements}) == 4


def test_an_added_statement_can_be_mended_and_rejected(ledger):
    document = one(ledger, TALKS).document
    made = judging.add_statement(ledger, document, {"content": "people"}, "ann")
    judging.edit(ledger, made.target, {"act": "want"}, "ann")
    assert (row(ledger, made.target)["act"], row(ledger, made.target)["status"]) == ("want", "edited")
    judging.judge(ledger, "reject", made.target, "bob")
    assert "people" not in standing(ledger)


def test_a_withdrawal_is_withdrawn(ledger):
    one(ledger, TALKS)
    rains = found(ledger, "rains")
    reject = judging.judge(ledger, "reject", rains, "ann")
    first = judging.withdraw(ledger, reject.id, "bob", "it did rain")
    assert row(ledger, rains)["status"] == "read"
    second = judging.withdraw(ledger, first.id[:8], "ann")
    assert row(ledger, rains)["status"] == "rejected"
    judging.withdraw(ledger, second.id, "bob")
    assert row(ledger, rains)["status"] == "read"
    assert [j.stands for j in asking.judgements(ledger)] == [False, True, False, True]
    with pytest.raises(UsageError) as raised:
        judging.withdraw(ledger, reject.id, "ann")
    assert raised.value.key == "withdrawn_already"
    for nothing in ("zebra", "", "%%%%%%"):
        with pytest.raises(NotInLedger):
            judging.withdraw(ledger, nothing, "ann")


def test_no_judgement_ever_changes(ledger):
    one(ledger, TALKS)
    one(ledger, OTHER)
    rains, ended, on = found(ledger, "rains"), found(ledger, "ended"), found(ledger, '"go on"')
    document = asking.show(ledger, rains).hit.document
    first = asking.stories(ledger)[0].id
    steps = (
        lambda: judging.judge(ledger, "reject", rains, "ann"),
        lambda: judging.edit(ledger, ended, {"act": "order", "who": "John Kirby"}, "ann"),
        lambda: judging.add_statement(ledger, document, {"content": "people"}, "ann"),
        lambda: judging.merge_actors(ledger, "person:bob", "person:max", "ann"),
        lambda: judging.relate(ledger, ended, on, "updates", "ann"),
        lambda: judging.unrelate(ledger, ended, on, "ann"),
        lambda: judging.name_story(ledger, first, "The talks", "ann"),
        lambda: judging.move_documents(ledger, [document], None, "Another", "ann"),
        lambda: judging.withdraw(ledger, asking.judgements(ledger)[0].id, "bob"),
        lambda: judging.split_actor(ledger, "person:max", [], None, "bob"),
        lambda: again(ledger, Teller("2", wide=True)),
        lambda: one(ledger, dataclasses.replace(TALKS, text=TEXT + " More.")),
    )
    before: list[dict] = []
    for step in steps:
        step()
        now = judgement_rows(ledger)
        assert now[: len(before)] == before
        before = now
        assert faults(ledger)[0] == []
    assert len(before) == 10


def test_actors_that_are_one(ledger):
    one(ledger, TALKS)
    one(ledger, OTHER)
    judging.merge_actors(ledger, "person:bob", "person:max", "ann")
    assert {hit.told.statement.actor.who for hit in asking.actor(ledger, "Max")[1]} == {"Bob", "Max"}
    assert asking.actor(ledger, "Bob")[0] == asking.actor(ledger, "Max")[0]
    assert asking.actors(ledger, "Max")[0].also == ("person:bob",)
    judging.merge_actors(ledger, "person:max", "person:kirby", "ann")
    assert len(asking.actor(ledger, "bob")[1]) == 4
    for pair in (("person:bob", "person:kirby"), ("person:kirby", "person:bob"), ("person:max", "person:max")):
        with pytest.raises(UsageError) as raised:
            judging.merge_actors(ledger, *pair, "ann")
        assert raised.value.key == "same_actor"
    for nobody in ("person:zebra", "", "\0"):
        with pytest.raises(NotInLedger):
            judging.merge_actors(ledger, nobody, "person:max", "ann")
    one(ledger, article("Bob said that it snows.", url="https://c.example"))
    assert len(asking.actor(ledger, "Kirby")[1]) == 5
    judging.split_actor(ledger, "person:kirby", [], None, "ann")
    assert len(asking.actor(ledger, "Kirby")[1]) == 2
    assert len(asking.actor(ledger, "Bob")[1]) == 3
    with pytest.raises(UsageError) as raised:
        judging.split_actor(ledger, "person:kirby", [], None, "ann")
    assert raised.value.key == "nothing_merged"


def test_merges_that_are_withdrawn_in_any_order(ledger):
    tell(ledger, TALKS, OTHER)
    first = judging.merge_actors(ledger, "person:bob", "person:max", "ann")
    second = judging.merge_actors(ledger, "person:max", "person:kirby", "ann")
    judging.withdraw(ledger, first.id, "ann")
    assert {actor.id: actor.statements for actor in asking.actors(ledger)}["person:kirby"] == 3
    gone = judging.withdraw(ledger, second.id, "ann")
    assert {actor.id: actor.statements for actor in asking.actors(ledger)}["person:kirby"] == 2
    judging.withdraw(ledger, gone.id, "ann")
    assert {actor.id: actor.statements for actor in asking.actors(ledger)}["person:kirby"] == 3


def test_an_actor_that_is_two(ledger):
    tell(ledger, TALKS, OTHER)
    on, ended = found(ledger, '"go on"'), found(ledger, "ended")
    judging.split_actor(ledger, "person:kirby", [on], "John Kirby", "ann")
    assert row(ledger, on)["actor"] == "person:john-kirby"
    assert row(ledger, ended)["actor"] == "person:kirby"
    (made,) = judging.split_actor(ledger, "person:kirby", [ended], None, "ann")
    assert row(ledger, ended)["actor"] == "person:kirby-2"
    judging.withdraw(ledger, made.id, "ann")
    assert row(ledger, ended)["actor"] == "person:kirby"
    judging.split_actor(ledger, "person:kirby", [ended], "Kirby", "ann")
    assert row(ledger, ended)["actor"] == "person:kirby-3"
    with pytest.raises(UsageError) as raised:
        judging.split_actor(ledger, "person:max", [ended], None, "ann")
    assert raised.value.key == "not_of_actor"


def related(ledger: Ledger, key: str) -> list[tuple[str, str]]:
    return [(r.held.relation.type, r.held.status) for r in asking.show(ledger, key).related]


def propose(ledger: Ledger, later: str, earlier: str, kind: str) -> None:
    with ledger.writing() as connection:
        linking.propose(connection, [later], [Relation(later, earlier, kind, 0.7)])


def test_relations_that_people_add(ledger):
    tell(ledger, TALKS, OTHER)
    ended, on, rains = found(ledger, "ended"), found(ledger, '"go on"'), found(ledger, "rains")
    made = judging.relate(ledger, ended, on, "updates", "ann")
    assert related(ledger, ended) == related(ledger, on) == [("updates", "added")]
    assert asking.show(ledger, on).related[0].other.told.id == ended
    judging.relate(ledger, ended, on, "contradicts", "ann")
    assert ("contradicts", "added") in related(ledger, ended)
    judging.unrelate(ledger, ended, on, "ann")
    assert {status for _, status in related(ledger, ended)} == {"rejected"}
    for judgement in asking.judgements(ledger)[1:]:
        judging.withdraw(ledger, judgement.id, "ann")
    assert ("updates", "added") in related(ledger, ended)
    judging.withdraw(ledger, made.id, "ann")
    assert ("updates", "added") not in related(ledger, ended)
    with pytest.raises(UsageError, match="likes"):
        judging.relate(ledger, ended, on, "likes", "ann")
    with pytest.raises(UsageError) as raised:
        judging.relate(ledger, rains, on, "updates", "ann")
    assert raised.value.key == "same_document"


def test_relations_that_the_machine_proposes(ledger):
    tell(ledger, TALKS, OTHER)
    ended, on = found(ledger, "ended"), found(ledger, '"go on"')
    propose(ledger, ended, on, "contradicts")
    assert related(ledger, ended) == [("contradicts", "proposed")]
    judging.relate(ledger, ended, on, "contradicts", "ann")
    assert related(ledger, ended) == [("contradicts", "accepted")]
    propose(ledger, ended, on, "updates")
    assert related(ledger, ended) == [("contradicts", "accepted")]
    judging.unrelate(ledger, ended, on, "ann")
    propose(ledger, ended, on, "contradicts")
    assert related(ledger, ended) == [("contradicts", "rejected")]


def test_relations_of_what_fell_are_not_shown(ledger):
    tell(ledger, TALKS, OTHER)
    ended, on = found(ledger, "ended"), found(ledger, '"go on"')
    propose(ledger, ended, on, "contradicts")
    reject = judging.judge(ledger, "reject", on, "ann")
    assert related(ledger, ended) == []
    judging.withdraw(ledger, reject.id, "ann")
    assert related(ledger, ended) == [("contradicts", "proposed")]


def names(ledger: Ledger) -> dict[str | None, int]:
    return {story.name: story.documents for story in asking.stories(ledger)}


def test_stories_are_named(ledger):
    one(ledger, TALKS)
    (story,) = asking.stories(ledger)
    first = judging.name_story(ledger, "talks", "The long talks", "ann")
    second = judging.name_story(ledger, story.id[:6], "Les pourparlers", "bob")
    assert names(ledger) == {"Les pourparlers": 1}
    judging.withdraw(ledger, first.id, "ann")
    assert names(ledger) == {"Les pourparlers": 1}
    gone = judging.withdraw(ledger, second.id, "ann")
    assert names(ledger) == {"Talks": 1}
    judging.withdraw(ledger, gone.id, "ann")
    assert names(ledger) == {"Les pourparlers": 1}
    with pytest.raises(NotInLedger):
        judging.name_story(ledger, "zebra", "A", "ann")


def test_articles_are_moved(ledger):
    rain = article("Max said that rain falls on Ghent.", title="Rain in Ghent", url="https://c.example/1")
    first, second = (item.document for item in tell(ledger, TALKS, rain))
    story = asking.show(ledger, found(ledger, "Ghent")).hit.story
    made = judging.move_documents(ledger, [first[:8], second], None, "All of it", "ann")
    assert names(ledger) == {"All of it": 2}
    other = judging.move_documents(ledger, [second], None, None, "bob")
    assert names(ledger) == {"All of it": 1, "Rain in Ghent": 1}
    assert asking.show(ledger, found(ledger, "Ghent")).hit.story == other.target
    judging.withdraw(ledger, made.id, "ann")
    assert names(ledger) == {"Talks": 1, "Rain in Ghent": 1}
    judging.withdraw(ledger, other.id, "ann")
    assert asking.show(ledger, found(ledger, "Ghent")).hit.story == story
    last = judging.move_documents(ledger, [first], "ghent", None, "ann")
    assert names(ledger) == {"Rain in Ghent": 2}
    one(ledger, dataclasses.replace(TALKS, text="Kirby said that wholly other things happen."))
    assert names(ledger) == {"Rain in Ghent": 2}
    judging.withdraw(ledger, last.id, "ann")
    assert names(ledger) == {"Talks": 1, "Rain in Ghent": 1}
    with pytest.raises(UsageError) as raised:
        judging.move_documents(ledger, [], None, "None", "ann")
    assert raised.value.key == "no_documents"


def test_people_win_over_a_new_reading(ledger):
    one(ledger, TALKS)
    on, left, rains = found(ledger, '"go on"'), found(ledger, "left"), found(ledger, "rains")
    judging.judge(ledger, "accept", on, "ann")
    judging.edit(ledger, left, {"certainty": "probable", "content": "40 people"}, "ann")
    judging.judge(ledger, "reject", rains, "ann")
    again(ledger, Teller("2", wide=True))
    shown = asking.show(ledger, left)
    assert shown.hit.told.id != left
    statement, text = shown.hit.told.statement, shown.hit.told.document.text
    assert (statement.certainty, statement.content[0].of(text), shown.hit.status) == ("probable", "40 people", "edited")
    assert [j.verdict for j in shown.judgements] == ["edit"]
    assert asking.show(ledger, on).hit.status == "accepted"
    assert standing(ledger) == ["that the talks go on", "40 people"]
    assert judging.not_carried(ledger) == []
    again(ledger, Teller("3"))
    assert standing(ledger) == ["the talks go on", "40 people"]
    for judgement in asking.judgements(ledger):
        judging.withdraw(ledger, judgement.id, "bob")
    assert standing(ledger) == ["the talks go on", "40 people left", "it rains"]


def test_what_a_new_reading_does_not_find(ledger):
    document = one(ledger, TALKS).document
    on, left, rains = found(ledger, '"go on"'), found(ledger, "left"), found(ledger, "rains")
    accept = judging.judge(ledger, "accept", on, "ann")
    reject = judging.judge(ledger, "reject", rains, "ann")
    added = judging.add_statement(ledger, document, {"content": "people", "source": "Austin"}, "ann")
    again(ledger, Teller("2", passes_over="said"))
    assert standing(ledger) == ["the talks go on", "40 people left", "people"]
    assert [j.id for j in judging.not_carried(ledger)] == [reject.id]
    judging.withdraw(ledger, accept.id, "ann")
    judging.withdraw(ledger, reject.id, "ann")
    assert standing(ledger) == ["40 people left", "people"]
    judging.withdraw(ledger, added.id, "ann")
    assert standing(ledger) == ["40 people left"]
    again(ledger, Teller("3"))
    assert standing(ledger) == ["the talks go on", "40 people left", "it rains"]
    assert found(ledger, '"go on"') == on and found(ledger, "rains") == rains and found(ledger, "left") == left


def test_a_reading_that_finds_nothing_and_one_that_finds_all_again(ledger):
    one(ledger, TALKS)
    before = standing(ledger)
    again(ledger, Teller("2", passes_over=" "))
    assert standing(ledger) == []
    again(ledger, Teller("3"))
    assert standing(ledger) == before
    assert list(read_again(ledger, Teller("3"), Hashed())) == []


def test_old_versions_are_read_again_and_stay_old(ledger):
    one(ledger, TALKS)
    one(ledger, dataclasses.replace(TALKS, text="Austin denied that 40 people left."))
    again(ledger, Teller("2", wide=True))
    assert standing(ledger) == ["that 40 people left"]


def test_nested_statements_are_carried(ledger):
    one(ledger, article("Kirby said that Austin thinks that talks fail.", url="https://n.example"))
    outer, inner = (s for document in kept_documents(ledger) for s in document.statements)
    assert inner.parent == outer.id
    (key,) = (h.told.id for h in asking.search(ledger, Question(act="say")))
    reject = judging.judge(ledger, "reject", key, "ann")
    (alone,) = (s for document in kept_documents(ledger) for s in document.statements)
    assert alone.parent is None
    again(ledger, Teller("2", wide=True))
    judging.withdraw(ledger, reject.id, "ann")
    outer, inner = (s for document in kept_documents(ledger) for s in document.statements)
    assert inner.parent == outer.id


def test_judgements_are_carried_to_a_new_version(ledger):
    document = one(ledger, TALKS).document
    on, left, rains = found(ledger, '"go on"'), found(ledger, "left"), found(ledger, "rains")
    judging.judge(ledger, "accept", on, "ann")
    edit = judging.edit(ledger, left, {"certainty": "probable", "who": "Lloyd Austin"}, "ann")
    judging.judge(ledger, "reject", rains, "ann")
    judging.add_statement(ledger, document, {"content": "people", "source": "Austin"}, "ann")
    second = one(ledger, dataclasses.replace(TALKS, text="New: " + TEXT))
    assert second.what == "version"
    assert standing(ledger) == ["the talks go on", "40 people left", "people"]
    shown = asking.show(ledger, found(ledger, '"40 people"'))
    assert (shown.hit.told.statement.certainty, shown.hit.told.statement.actor.who) == ("probable", "Lloyd Austin")
    assert (shown.earlier_version, shown.hit.status) == (left, "edited")
    assert judging.not_carried(ledger) == []
    judging.withdraw(ledger, edit.id, "ann")
    assert asking.show(ledger, shown.hit.told.id).hit.status == "read"
    again(ledger, Teller("2", wide=True))
    assert standing(ledger) == ["that the talks go on", "that 40 people left", "people"]
    assert asking.show(ledger, found(ledger, '"talks go"')).hit.status == "accepted"
    third = one(ledger, dataclasses.replace(TALKS, text="Newer: " + TEXT), Teller("2", wide=True))
    assert third.what == "version"
    assert standing(ledger) == ["that the talks go on", "that 40 people left", "people"]


def test_a_judgement_on_an_old_version_is_one_on_the_latest(ledger):
    one(ledger, TALKS)
    rains = found(ledger, "rains")
    one(ledger, dataclasses.replace(TALKS, text="New: " + TEXT))
    judging.judge(ledger, "reject", rains, "ann")
    assert standing(ledger) == ["the talks go on", "40 people left"]


def test_what_a_new_version_does_not_say_is_not_carried(ledger):
    one(ledger, TALKS)
    rains = judging.judge(ledger, "accept", found(ledger, "rains"), "ann")
    places = judging.edit(ledger, found(ledger, "left"), {"content": "40 people"}, "ann")
    kept = judging.edit(ledger, found(ledger, '"go on"'), {"act": "want"}, "ann")
    changed = TEXT.replace("it rains", "it may rain by and by").replace("Kirby", "Today Kirby")
    one(ledger, dataclasses.replace(TALKS, text=changed))
    assert [j.id for j in judging.not_carried(ledger)] == [rains.id, places.id]
    assert kept.id in {j.id for j in asking.judgements(ledger)}
    one(ledger, dataclasses.replace(TALKS, text="This article has been withdrawn."))
    assert [j.id for j in judging.not_carried(ledger)] == [rains.id, places.id, kept.id]


def test_judged_relations_are_carried(ledger):
    tell(ledger, TALKS, OTHER)
    ended, on = found(ledger, "ended"), found(ledger, '"go on"')
    made = judging.relate(ledger, ended, on, "updates", "ann")
    again(ledger, Teller("2", wide=True))
    assert related(ledger, ended) == [("updates", "added")]
    one(ledger, dataclasses.replace(TALKS, text="New: " + TEXT), Teller("2", wide=True))
    now = found(ledger, '"talks go"')
    assert ("updates", "added") in related(ledger, now)
    one(ledger, dataclasses.replace(OTHER, text="New: " + OTHER.text), Teller("2", wide=True))
    assert ("updates", "added") in related(ledger, found(ledger, "ended"))
    judging.withdraw(ledger, made.id, "ann")
    assert related(ledger, found(ledger, '"talks go"')) == []


def test_what_people_judged_can_be_learned_from(ledger):
    tell(ledger, TALKS, OTHER)
    assert list(judged_documents(ledger)) == []
    judging.judge(ledger, "reject", found(ledger, "rains"), "ann")
    (document,) = judged_documents(ledger)
    assert [s.content for s in document.statements] == [(Span(16, 31),), (Span(52, 66),)]
