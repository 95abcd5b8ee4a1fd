import dataclasses
import io
import json

import pytest
from sqlalchemy import select

from selon.desk import asking, judging
from selon.desk.adding import read_again
from selon.desk.moving import export_ledger, faults, import_ledger, kept_documents
from selon.errors import BadRecord
from selon.ledger import Ledger, linking
from selon.ledger.asking import Question
from selon.ledger.schema import documents, metadata
from selon.records import Because, Relation
from tests.telling import Hashed, Teller, article, one, tell

TALKS = article(
    "Kirby said that Austin thinks that talks fail. Austin denied that 40 people left. Max said that it rains.",
    url="https://a.example/1", title="Talks « 🚢 »", outlet="The Paper", published="2024-10-02", authors=("Ann", "Bo"),
)  # fmt: skip
OTHER = article("Kirby said that talks have ended. Bob said that 50 left.", url="https://b.example/1", title="End")


def found(ledger: Ledger, words: str) -> str:
    return asking.search(ledger, Question(words=words))[0].told.id


def filled(ledger: Ledger) -> Ledger:
    """A ledger with versions, readings and judgements of every kind."""
    one(ledger, article("Max said that it snowed.", url=TALKS.url))
    tell(ledger, TALKS, OTHER, article("Zoé said that Élan Ltd. grows.", url="https://c.example"))
    judging.judge(ledger, "accept", found(ledger, "rains"), "ann", "why « not »")
    judging.edit(ledger, found(ledger, "40"), {"certainty": "probable", "content": "40 people"}, "ann")
    reject = judging.judge(ledger, "reject", found(ledger, "50"), "ann")
    rains, ended = found(ledger, "rains"), found(ledger, "ended")
    with ledger.writing() as connection:
        because = (Because("shared_words", (("words", "talks"),)),)
        linking.propose(connection, [ended], [Relation(ended, rains, "contradicts", 0.123456789, because)])
    judging.relate(ledger, ended, found(ledger, "fail"), "updates", "ann")
    judging.merge_actors(ledger, "person:bob", "person:max", "ann")
    judging.split_actor(ledger, "person:kirby", [ended], "John Kirby", "bob")
    judging.name_story(ledger, asking.search(ledger, Question(words="ended"))[0].story, "The end", "ann")
    document = asking.search(ledger, Question(words="rains"))[0].document
    judging.move_documents(ledger, [document], None, "Rain", "ann")
    judging.add_statement(ledger, document, {"content": "people", "who": "an official", "named": "no"}, "ann")
    judging.withdraw(ledger, reject.id, "bob")
    list(read_again(ledger, Teller("2", wide=True), Hashed()))
    return ledger


def exported(ledger: Ledger) -> bytes:
    out = io.BytesIO()
    assert export_ledger(ledger, out) == out.getvalue().count(b"\n")
    return out.getvalue()


def taken(ledger: Ledger, data: bytes) -> int:
    return import_ledger(ledger, io.BytesIO(data), "ledger.jsonl")


def everything(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        return {t.name: len(connection.execute(select(t)).all()) for t in metadata.sorted_tables}


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selon.desk.judging.SentenceVectors", Hashed)
        with Ledger(str(tmp_path_factory.mktemp("exported") / "selon.db"), create=True) as ledger:
            return exported(filled(ledger))


def test_there_and_back_between_the_engines(tmp_path, postgresql):
    with postgresql.database() as address, Ledger(address, create=True) as first:
        data = exported(filled(first))
        with Ledger(str(tmp_path / "selon.db"), create=True) as second:
            count = taken(second, data)
            assert count == data.count(b"\n") - 1
            assert exported(second) == data
            assert faults(second)[0] == []
            with postgresql.database() as last, Ledger(last, create=True) as third:
                taken(third, exported(second))
                assert exported(third) == data
                assert faults(third)[0] == []
                assert everything(third)["figures"] == everything(first)["figures"]


def test_what_came_in_is_found_and_can_be_judged_on(ledger, export):
    taken(ledger, export)
    assert [hit.status for hit in asking.search(ledger, Question(words='"talks have ended"'))] == ["edited"]
    rains = found(ledger, "rains")
    accept = next(j for j in asking.judgements(ledger) if j.verdict == "accept")
    judging.withdraw(ledger, accept.id, "bob")
    assert asking.show(ledger, rains).hit.status == "read"
    added = one(ledger, dataclasses.replace(TALKS, text=TALKS.text + " Bob said that 41 left."), Teller("2", wide=True))
    assert added.what == "version"
    assert faults(ledger)[0] == []


def test_taking_in_twice_adds_nothing(ledger, export):
    assert taken(ledger, export) > 0
    before = everything(ledger)
    assert taken(ledger, export) == 0
    assert everything(ledger) == before
    assert exported(ledger) == export


def test_an_export_joins_what_is_there(ledger, export):
    one(ledger, article("Max said that it thunders.", url=TALKS.url))
    one(ledger, OTHER)
    one(ledger, article("Bob said that nobody knows.", url="https://d.example"))
    judging.judge(ledger, "reject", found(ledger, "knows"), "zoe")
    judging.merge_actors(ledger, "person:bob", "person:kirby", "zoe")
    taken(ledger, export)
    assert faults(ledger)[0] == []
    with ledger.reading() as connection:
        asked = select(documents.c.version, documents.c.latest).where(documents.c.url == TALKS.url)
        assert sorted(tuple(row) for row in connection.execute(asked)) == [(1, False), (2, False), (3, True)]
    assert [hit.status for hit in asking.search(ledger, Question(words="ended"))] == ["edited"]
    assert taken(ledger, export) == 0
    again = exported(ledger)
    assert taken(ledger, again) == 0


def test_an_empty_ledger_is_carried_too(ledger, tmp_path):
    data = exported(ledger)
    assert data.count(b"\n") == 1
    with Ledger(str(tmp_path / "other.db"), create=True) as other:
        assert taken(other, data) == 0
        assert exported(other) == data


def changed(data: bytes, table: str, /, **columns: object) -> bytes:
    """The export with other values in the first row of a table."""
    lines = data.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if json.loads(line).get("table") == table)
    lines[at] = json.dumps({**json.loads(lines[at]), **columns}).encode() + b"\n"
    return b"".join(lines)


def cut(data: bytes, table: str) -> bytes:
    """The export without the first row of a table."""
    lines = data.splitlines(keepends=True)
    del lines[next(i for i, line in enumerate(lines) if json.loads(line).get("table") == table)]
    return b"".join(lines)


def headed(data: bytes, **head: object) -> bytes:
    first, rest = data.split(b"\n", 1)
    return json.dumps({**json.loads(first), **head}).encode() + b"\n" + rest


def twice(data: bytes, table: str) -> bytes:
    """The export with the first row of a table twice, and counted so."""
    lines = data.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if json.loads(line).get("table") == table)
    lines.insert(at, lines[at])
    counted = json.loads(lines[0])["rows"]
    return headed(b"".join(lines), rows={**counted, table: counted[table] + 1})


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        (lambda d: b"", "not_an_export"),
        (lambda d: b"\n", "bad_json"),
        (lambda d: b"\xff\xfe", "bad_json"),
        (lambda d: b"[" * 100_000, "bad_json"),
        (lambda d: b"[]", "not_an_export"),
        (lambda d: b'{"text": "Kirby said that we go."}\n', "not_an_export"),
        (lambda d: headed(d, selon_ledger="9999"), "newer_export"),
        (lambda d: headed(d, selon_ledger=1), "not_an_export"),
        (lambda d: headed(d, rows=None), "not_an_export"),
        (lambda d: d[:-20], "bad_json"),
        (lambda d: b"\n".join(d.split(b"\n")[:-3]) + b"\n", "damaged_export"),
        (lambda d: d + d.split(b"\n")[-2] + b"\n", "damaged_export"),
        (lambda d: d + d, "not_an_export"),
        (lambda d: changed(d, "documents", text="Another text."), "damaged_export"),
        (lambda d: changed(d, "documents", text=None), "not_an_export"),
        (lambda d: changed(d, "documents", text=3), "not_an_export"),
        (lambda d: changed(d, "documents", latest="yes"), "not_an_export"),
        (lambda d: changed(d, "documents", version=True), "not_an_export"),
        (lambda d: changed(d, "documents", version=10**30), "damaged_export"),
        (lambda d: changed(d, "documents", story="0123456789abcdef"), "damaged_export"),
        (lambda d: changed(d, "documents", title="\0"), "not_an_export"),
        (lambda d: changed(d, "documents", title="\ud800"), "not_an_export"),
        (lambda d: changed(d, "documents", row=3), "not_an_export"),
        (lambda d: changed(d, "documents", table="zebras"), "not_an_export"),
        (lambda d: changed(d, "documents", table=["documents"]), "not_an_export"),
        (lambda d: changed(d, "documents", authors=[3]), "damaged_export"),
        (lambda d: changed(d, "statements", content="zebra"), "damaged_export"),
        (lambda d: changed(d, "statements", document="0123456789abcdef"), "damaged_export"),
        (lambda d: changed(d, "statements", record={}), "damaged_export"),
        (lambda d: changed(d, "statements", record=[]), "damaged_export"),
        (lambda d: changed(d, "statements", confidence=float("nan")), "damaged_export"),
        (lambda d: changed(d, "relations", later="0123456789abcdef"), "damaged_export"),
        (lambda d: changed(d, "judgements", payload=None), "not_an_export"),
        (lambda d: cut(d, "documents"), "damaged_export"),
        (lambda d: cut(d, "statements"), "damaged_export"),
        (lambda d: cut(d, "judgements"), "damaged_export"),
        (lambda d: twice(d, "documents"), "damaged_export"),
        (lambda d: twice(d, "statements"), "damaged_export"),
    ],
)
def test_a_broken_export_leaves_nothing(ledger, export, broken, key):
    one(ledger, article("Bob said that nobody knows.", url="https://d.example"))
    before = exported(ledger)
    with pytest.raises(BadRecord) as raised:
        taken(ledger, broken(export))
    assert raised.value.key == key
    assert str(raised.value).startswith("ledger.jsonl" if broken(export) else "-")
    assert exported(ledger) == before
    assert faults(ledger)[0] == []


def test_lines_are_told_as_they_come(ledger, export):
    told: list[int] = []
    import_ledger(ledger, io.BytesIO(export), "ledger.jsonl", told.append)
    assert told == list(range(1, export.count(b"\n") + 1))


def test_the_documents_of_a_ledger_are_those_that_stand(ledger, export):
    taken(ledger, export)
    listed = list(kept_documents(ledger))
    assert len(listed) == 3
    for document in listed:
        numbers = {statement.id for statement in document.statements}
        assert len(numbers) == len(document.statements)
        assert all(s.parent is None or s.parent in numbers for s in document.statements)
    assert [d.title for d in kept_documents(ledger, "Rain")] == [TALKS.title]
