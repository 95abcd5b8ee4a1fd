import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from selon.errors import SourceError
from selon.ledger import Ledger, check, rows
from selon.ledger.adding import Added, keep
from selon.ledger.changes import kind_of_change
from selon.ledger.matching import Moved, changes
from selon.ledger.schema import documents, statements
from selon.records import Document
from tests.telling import Teller, article, one, tell

TALKS = article("Kirby said that the talks go on. Austin denied that 40 people left.", url="https://a.example/1")


@pytest.fixture
def ledger(address: str):
    with Ledger(address, create=True) as made:
        yield made


def rows_of(ledger: Ledger, document: str) -> list[dict]:
    with ledger.reading() as connection:
        asked = select(statements).where(statements.c.document == document).order_by(statements.c.row)
        return [dict(row) for row in connection.execute(asked).mappings()]


def version_rows(ledger: Ledger) -> list[dict]:
    with ledger.reading() as connection:
        return [dict(row) for row in connection.execute(select(documents).order_by(documents.c.row)).mappings()]


def sound(ledger: Ledger) -> bool:
    with ledger.reading() as connection:
        return list(check.faults(connection)) == []


def test_a_new_article_is_kept_with_its_statements(ledger):
    added = one(ledger, TALKS)
    assert (added.what, added.statements, added.earlier, added.change) == ("new", 2, None, None)
    kirby, austin = rows_of(ledger, added.document)
    assert (kirby["source"], kirby["cue"], kirby["content"]) == ("Kirby", "said", "the talks go on")
    assert (austin["who"], austin["denied"], austin["figure_count"]) == ("Austin", True, 1)
    assert sound(ledger)


def test_the_same_text_twice_adds_nothing(ledger):
    first = one(ledger, TALKS)
    again = one(ledger, TALKS)
    assert (again.what, again.document, again.statements) == ("known", first.document, 2)
    assert len(version_rows(ledger)) == 1
    assert len(rows_of(ledger, first.document)) == 2


def test_a_known_text_is_not_read_again(ledger):
    one(ledger, TALKS)

    class Never(Teller):
        def read(self, document: Document) -> Document:
            raise AssertionError(document)

    assert one(ledger, TALKS, Never()).what == "known"


def test_a_changed_article_is_a_new_version(ledger):
    first = one(ledger, TALKS)
    changed = dataclasses.replace(TALKS, text="Today Kirby said that the talks go on. Max said that it rains.")
    second = one(ledger, changed)
    assert (second.what, second.earlier, second.change) == ("version", first.document, "silent")
    old, new = version_rows(ledger)
    assert (old["version"], old["latest"], new["version"], new["latest"]) == (1, False, 2, True)
    assert new["article"] == old["article"]
    kirby, austin = rows_of(ledger, first.document)
    again, rains = rows_of(ledger, second.document)
    assert not kirby["standing"] and not austin["standing"]
    assert again["earlier_version"] == kirby["id"]
    assert rains["earlier_version"] is None
    assert new["story"] == old["story"]
    assert sound(ledger)


def test_an_older_text_that_comes_again_changes_nothing(ledger):
    one(ledger, TALKS)
    one(ledger, dataclasses.replace(TALKS, text="Kirby said that nobody talks."))
    assert one(ledger, TALKS).what == "known"
    assert [row["latest"] for row in version_rows(ledger)] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("It is so.", "It is not so.", "silent"),
        ("It is so.", "It is not so.\nCorrection: an earlier version said that it was so.", "correction"),
        ("It is so.", "It is not so. Editor’s note: we were\nwrong.", "correction"),
        ("It is so.", "This article has been withdrawn.", "withdrawal"),
        ("C’est ainsi.", "Ce n’est pas ainsi.", "silent"),
        ("C’est ainsi.", "Ce n’est pas ainsi. Dans une première version, nous disions autre chose.", "correction"),
        ("C’est ainsi.", "CORRIGÉ : ce n’est pas ainsi.", "correction"),
        ("C’est ainsi.", "Cet article a été retiré.", "withdrawal"),
        ("Correction: it rains. All said.", "Correction: it rains. All was said.", "silent"),
    ],
)
def test_what_a_change_says_of_itself(old, new, change):
    assert kind_of_change(old, new) == change


def test_a_withdrawn_article_is_told_as_such(ledger):
    one(ledger, TALKS)
    gone = one(ledger, dataclasses.replace(TALKS, text="This article has been withdrawn."))
    assert (gone.change, gone.statements) == ("withdrawal", 0)
    assert sound(ledger)


def test_one_text_in_two_outlets_is_two_articles(ledger):
    first, second = (dataclasses.replace(TALKS, url=None, outlet=name) for name in ("The Paper", "The Wire"))
    assert [item.what for item in tell(ledger, first, second)] == ["new", "new"]
    copies = [row["copy_of"] for row in version_rows(ledger)]
    assert copies == [None, None] or copies[1] == version_rows(ledger)[0]["id"]


def test_texts_without_a_name_in_one_file_are_articles_of_their_own(ledger):
    added = tell(ledger, article("Kirby said that it rains."), article("Austin said that it snows."))
    assert [item.what for item in added] == ["new", "new"]


def test_files_are_told_apart_and_changed_files_are_versions(ledger, tmp_path: Path):
    from selon.desk.adding import add
    from selon.importers import find_sources
    from tests.telling import Hashed

    path = tmp_path / "talks.txt"
    found = []
    for text in ("Kirby said that the talks go on today.", "Kirby said that the talks went on for hours."):
        path.write_text(text)
        found += [item.what for _, item in add(find_sources([str(path)]), ledger, None, Teller(), Hashed())]
    assert found == ["new", "version"]


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        ({"title": "A\0B"}, 1, "U+0000"),
        ({"text": "Kirby said that \ud800 we go."}, 16, "U+D800"),
        ({"authors": ["Ann", "B\udfff"]}, 1, "U+DFFF"),
        ({"id": "\ud800"}, 0, "U+D800"),
        ({"url": "https://a.example/\udc80"}, 18, "U+DC80"),
    ],
)
def test_what_no_database_keeps_is_told_and_the_rest_goes_on(ledger, fields, place, code):
    bad = article(**{"text": "Kirby said that we go.", **fields})
    problem, added = tell(ledger, bad, TALKS)
    assert isinstance(problem, SourceError)
    assert (problem.key, problem.values["place"], problem.values["code"]) == ("cannot_keep", place, code)
    assert code in str(problem)
    assert isinstance(added, Added) and added.what == "new"


def test_keeping_by_itself_refuses_it_too(ledger):
    with pytest.raises(SourceError), ledger.writing() as connection:
        keep(connection, Teller().read(article("A\0")), None)


def test_an_article_without_statements_is_kept(ledger):
    added = one(ledger, article("Nobody spoke all day."))
    assert (added.what, added.statements) == ("new", 0)
    assert sound(ledger)


def test_a_statement_in_another_has_it_as_parent(ledger):
    added = one(ledger, article("Kirby said that Austin thinks that talks fail."))
    outer, inner = rows_of(ledger, added.document)
    assert inner["parent"] == outer["id"]
    assert sound(ledger)


def test_an_actor_with_an_endless_id_is_kept(ledger):
    class Long(Teller):
        def read(self, document: Document) -> Document:
            read = super().read(document)
            made = [
                dataclasses.replace(s, actor=dataclasses.replace(s.actor, id=f"unnamed:{'x' * 4000}"))
                for s in read.statements
            ]
            return dataclasses.replace(read, statements=tuple(made))

    added = one(ledger, TALKS, Long())
    assert {len(row["actor"]) for row in rows_of(ledger, added.document)} == {255}
    assert sound(ledger)


def test_two_statements_at_one_place_are_two(ledger):
    class Twice(Teller):
        def read(self, document: Document) -> Document:
            (told,) = super().read(document).statements
            again = dataclasses.replace(told, id=2, act="think")
            return dataclasses.replace(document, statements=(told, again), read_by=self.origin)

    text = article("Kirby said that it rains.", url="https://a.example/2")
    added = one(ledger, text, Twice())
    assert len({row["id"] for row in rows_of(ledger, added.document)}) == 2
    assert one(ledger, text, Twice("2")).what == "read_again"
    assert sound(ledger)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=30),
            st.sampled_from(["Kirby said that ", "Léa a dit que ", "Max denied that "]),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0."), min_size=1, max_size=40),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_every_span_is_the_words_that_are_kept(tmp_path_factory, parts, wide):
    text = ". ".join("".join(part) for part in parts).replace("\0", "") + "."
    text = text.encode("utf-8", "replace").decode()
    document = Teller(wide=wide).read(Document(text, language="fr"))
    with Ledger(str(tmp_path_factory.mktemp("made") / "selon.db"), create=True) as ledger:
        with ledger.writing() as connection:
            key = keep(connection, document, None).document
        for row in rows_of(ledger, key):
            assert row["source"] == text[row["source_start"] : row["source_end"]]
            assert row["cue"] == text[row["cue_start"] : row["cue_end"]]
            pieces = [text[start:end] for start, end in row["content_spans"]]
            assert row["content"] == " … ".join(" ".join(piece.split()) for piece in pieces)
            assert rows.unpacked(row["record"]).content == tuple(
                s for statement in document.statements if statement.id == row["number"] for s in statement.content
            )
        assert sound(ledger)


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_moved_is_the_same_character(old, new):
    moved = Moved(old, new)
    for at, char in enumerate(old):
        place = moved.place(at)
        assert place is None or new[place] == char


@given(st.text(max_size=100), st.text(max_size=100))
def test_changes_of_a_text_into_itself_are_none(old, new):
    assert changes(old, old) == []
    assert changes(old, new) != [] or old.split() == new.split()


def test_packed_statements_come_back():
    document = Teller().read(article("Kirby said that Rutte thinks that 40 left. Max denied that perhaps 3 did."))
    for statement in document.statements:
        assert rows.unpacked(rows.packed(statement)) == statement
