import contextlib
import json

import pytest
from sqlalchemy import text

from selon.desk import judging
from selon.desk.asking import search
from selon.desk.moving import faults
from selon.errors import LedgerError
from selon.languages import message
from selon.ledger import Ledger, check
from selon.ledger.asking import Question
from tests.telling import Hashed, article, one, tell

TALKS = article(
    "Kirby said that Austin thinks that talks fail. Austin denied that 40 people left. Max said that it rains.",
    url="https://a.example/1", title="Talks", outlet="The Paper", published="2024-10-02",
)  # fmt: skip
OTHER = article("Kirby said that talks have ended. Bob said that 50 left.", url="https://b.example/1")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ledger(request, tmp_path_factory):
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            address = str(tmp_path_factory.mktemp("checked") / "selon.db")
        else:
            address = stack.enter_context(request.getfixturevalue("postgresql").database())
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("selon.desk.judging.SentenceVectors", Hashed)
        yield filled(stack.enter_context(Ledger(address, create=True)))


def filled(ledger: Ledger) -> Ledger:
    """A ledger with two versions of an article, another one, and a judgement of every kind."""
    one(ledger, article("Max said that it snowed.", url=TALKS.url))
    tell(ledger, TALKS, OTHER)
    keys = {words: search(ledger, Question(words=words))[0].told.id for words in ("rains", "ended", "40", "50")}
    judging.judge(ledger, "accept", keys["rains"], "ann")
    judging.edit(ledger, keys["40"], {"certainty": "probable"}, "ann")
    judging.judge(ledger, "reject", keys["50"], "ann")
    judging.relate(ledger, keys["ended"], keys["rains"], "updates", "ann")
    judging.merge_actors(ledger, "person:bob", "person:max", "ann")
    judging.name_story(ledger, search(ledger, Question(words="ended"))[0].story, "The end", "ann")
    judging.move_documents(ledger, [search(ledger, Question(words="rains"))[0].document], None, "Rain", "ann")
    return ledger


def damage(ledger: Ledger, *steps: str) -> set[str]:
    """The keys of what is found wrong after these steps of raw SQL, which are undone at the end."""
    with ledger._engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for step in steps:
            assert connection.execute(text(step)).rowcount != 0, step
        found = {fault.what for fault in check.faults(connection)}
        connection.rollback()
    return found


RAINS = "content = 'it rains'"


def test_a_sound_ledger_has_no_faults(ledger):
    found, counts = faults(ledger)
    assert found == []
    assert counts == {
        "documents": 3, "statements": 7, "figures": 2, "actors": 4, "relations": 1, "stories": 2, "judgements": 7
    }  # fmt: skip


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("UPDATE documents SET text = text || ' ' WHERE title = 'Talks'", "fault_text"),
        ("UPDATE documents SET text_hash = 'abc' WHERE title = 'Talks'", "fault_text"),
        ("UPDATE documents SET outlet = 'The Wire' WHERE title = 'Talks'", "fault_document_id"),
        ("UPDATE documents SET outlet_words = ' wire ' WHERE title = 'Talks'", "fault_record"),
        ("UPDATE documents SET published_day = 3 WHERE title = 'Talks'", "fault_record"),
        ("UPDATE documents SET latest = true WHERE version = 1", "fault_versions"),
        ("UPDATE documents SET version = 7 WHERE version = 2", "fault_versions"),
        ("UPDATE documents SET latest = false WHERE version = 2", "fault_standing"),
        (f"UPDATE statements SET content_spans = '[[1, 2]]' WHERE {RAINS}", "fault_statement"),
        (f"UPDATE statements SET source_start = 1 WHERE {RAINS}", "fault_statement"),
        (f"UPDATE statements SET content = 'it pours' WHERE {RAINS}", "fault_statement"),
        (f"UPDATE statements SET act = 'want' WHERE {RAINS}", "fault_statement"),
        (f"UPDATE statements SET actor = 'person:zebra' WHERE {RAINS}", "fault_statement"),
        (f"UPDATE statements SET number = 99 WHERE {RAINS}", "fault_statement"),
        ("UPDATE statements SET parent = NULL WHERE parent IS NOT NULL", "fault_parent"),
        ("UPDATE statements SET parent = 'abc' WHERE parent IS NOT NULL", "fault_parent"),
        (f"UPDATE statements SET parent = id WHERE {RAINS}", "fault_parent"),
        (f"UPDATE statements SET standing = false WHERE {RAINS}", "fault_standing"),
        ("UPDATE statements SET standing = true WHERE status = 'rejected'", "fault_standing"),
        ("UPDATE statements SET standing = true WHERE content = 'it snowed'", "fault_standing"),
        (f"UPDATE statements SET replaced_by = 'abc' WHERE {RAINS}", "fault_key"),
        (f"UPDATE statements SET earlier_version = 'abc' WHERE {RAINS}", "fault_key"),
        (f"UPDATE statements SET replaced_by = id WHERE {RAINS}", "fault_standing"),
        (f"UPDATE statements SET earlier_version = id WHERE {RAINS}", "fault_key"),
        ("UPDATE documents SET story = 'abc' WHERE title = 'Talks'", "fault_key"),
        ("DELETE FROM documents WHERE title = 'Talks'", "fault_key"),
        ("DELETE FROM stories", "fault_key"),
        ("UPDATE statements SET document = 'abc' WHERE content = 'it snowed'", "fault_key"),
        ("DELETE FROM figures", "fault_figures"),
        ("UPDATE figures SET low = 41", "fault_figures"),
        ("UPDATE relations SET later = 'abc'", "fault_key"),
        (f"UPDATE relations SET later = (SELECT id FROM statements WHERE {RAINS})", "fault_relation"),
        ("DELETE FROM statement_words", "fault_index"),
        ("DELETE FROM judgements WHERE verdict = 'accept'", "fault_judgement"),
        ("DELETE FROM judgements WHERE verdict = 'edit'", "fault_judgement"),
        ("DELETE FROM judgements WHERE verdict = 'merge'", "fault_judgement"),
        ("UPDATE judgements SET verdict = 'reject' WHERE verdict = 'accept'", "fault_judgement"),
        ("UPDATE judgements SET who = 'bob' WHERE verdict = 'move'", "fault_judgement"),
        ("UPDATE judgements SET who = 'bob' WHERE verdict = 'name'", "fault_judgement"),
        (f"UPDATE statements SET status = 'read', as_read = NULL WHERE {RAINS}", "fault_judgement"),
        (f"UPDATE statements SET status = 'edited' WHERE {RAINS}", "fault_judgement"),
        ("UPDATE statements SET status = 'accepted' WHERE content = 'talks have ended'", "fault_judgement"),
        ("UPDATE actors SET same_as = 'person:kirby' WHERE id = 'person:austin'", "fault_judgement"),
        ("UPDATE actors SET same_as = NULL", "fault_judgement"),
        ("UPDATE stories SET name = 'The start' WHERE name = 'The end'", "fault_judgement"),
        (f"UPDATE statements SET record = '[]' WHERE {RAINS}", "fault_record"),
        (f"UPDATE statements SET record = '{{}}' WHERE {RAINS}", "fault_record"),
        ("UPDATE documents SET authors = '3' WHERE title = 'Talks'", "fault_record"),
    ],
)  # fmt: skip
def test_damage_is_found(ledger, step, fault):
    found = damage(ledger, step)
    assert fault in found
    assert all(message(what, language) for what in found for language in ("en", "fr"))


@pytest.mark.parametrize("spans", [[[0, 9999]], [[5, 5]], [[-1, 3]], [[9, 4]], []])
def test_spans_that_are_not_in_the_text_are_found(ledger, spans):
    with ledger.reading() as connection:
        record = connection.execute(text(f"SELECT record FROM statements WHERE {RAINS}")).scalar()
    record = {**(json.loads(record) if isinstance(record, str) else record), "content": spans}
    step = f"UPDATE statements SET record = '{json.dumps(record)}' WHERE {RAINS}".replace(":", "\\:")
    assert "fault_span" in damage(ledger, step)


def test_words_of_another_statement_are_found(ledger):
    if ledger._engine.dialect.name == "sqlite":
        assert "fault_index" in damage(ledger, "UPDATE statement_words SET content = 'zebra' WHERE content = 'it rain'")
    else:
        assert "fault_index" in damage(ledger, "UPDATE statement_words SET words = 'zebra' WHERE words @@ 'rain'")


def test_words_of_nothing_are_found(ledger):
    if ledger._engine.dialect.name == "sqlite":
        step = "INSERT INTO statement_words (rowid, content, source, actor) VALUES (999, 'zebra', '', '')"
    else:
        step = "INSERT INTO statement_words VALUES (999, 'zebra')"
    assert damage(ledger, step) == {"fault_index"}


def test_text_that_is_no_json_is_found(ledger):
    if ledger._engine.dialect.name == "sqlite":  # PostgreSQL refuses it
        assert "fault_record" in damage(ledger, f"UPDATE statements SET record = '{{' WHERE {RAINS}")


def test_damaged_pages_are_told(tmp_path):
    path = tmp_path / "selon.db"
    with Ledger(str(path), create=True) as ledger:
        tell(ledger, TALKS, OTHER)
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096, 3):
            file.seek(page * 4096)
            file.write(b"\xa5" * 2000)
    try:
        with Ledger(str(path)) as opened:
            found = {fault.what for fault in faults(opened)[0]}
    except LedgerError as problem:
        found = {problem.key}
    assert found & {"fault_engine", "damaged_ledger", "not_a_ledger"}
