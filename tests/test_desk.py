import dataclasses
import threading
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selon
from selon.desk import read, read_sources, without_unsure
from selon.errors import OtherLanguage, SourceError, UnreadableSource
from selon.importers import find_sources
from selon.importers.sources import Source
from selon.reader.pipeline import Reader
from selon.records import Document, Statement
from selon.settings import ReadSettings
from tests.made import NESTED, TWO_AT_ONE_PLACE
from tests.stand_in import StandIn

GERMAN = "Der Minister sagte am Mittwoch, dass die Steuern im nächsten Jahr im ganzen Land sinken würden."
FRENCH = "Le ministre a déclaré que les impôts baisseraient. « Nous verrons », a répondu Léa Morin mercredi soir."
ODD_TEXTS = {
    "nothing": "",
    "spaces": " \n\t\u00a0\r\n",
    "signs": "«»“”‘’…—–!?;:,.",
    "emoji": "« 👩‍🚀🇫🇷 », a dit Léa 🚀.",
    "right to left": "Il a dit : « السلام عليكم », puis שלום.",
    "accents apart": "Elle a de\u0301clare\u0301 que l’e\u0301te\u0301 serait chaud.",
    "surrogate and nul": "Kirby said that \ud800 we\0will go.",
    "windows lines": "Il a dit oui.\r\n\r\nElle a dit non.\r\n",
    "no spaces": "a" * 3000,
    "one endless line": "Il a dit oui, elle a dit non, " * 200,
}


def sound(document: Document) -> None:
    """What is true of every document that was read, whatever the model found."""
    ids = [s.id for s in document.statements]
    assert ids == list(range(1, len(ids) + 1))
    for s in document.statements:
        assert s.content
        assert list(s.content) == sorted(s.content)
        for span in (s.source, s.cue, *s.content):
            if span is not None:
                assert 0 <= span.start < span.end <= len(document.text)
                assert span.of(document.text).strip() == span.of(document.text)
        assert s.parent is None or (s.parent in ids and s.parent != s.id)
        assert s.form in ("direct", "mixed", "indirect")
        assert 0 <= s.confidence <= 1


@pytest.mark.parametrize("text", [*ODD_TEXTS.values(), FRENCH], ids=[*ODD_TEXTS, "french"])
def test_every_text_is_read_to_sound_statements(reader: Reader, text: str):
    made = read(text, language="fr", reader=reader)
    assert made.text == text
    assert made.read_by == reader.origin
    sound(made)


def test_the_same_text_gives_the_same_statements(reader: Reader):
    once = read(FRENCH, reader=reader)
    read(GERMAN, language="en", reader=reader)
    assert read(FRENCH, reader=reader) == once


def test_what_is_told_about_a_text_is_kept(stand_in: StandIn):
    made = read(
        "Kirby said that no one knows.", id="a", title="T", outlet="O", published="2024", url="u", language="en"
    )
    assert dataclasses.replace(made, statements=()) == Document(
        "Kirby said that no one knows.",
        id="a",
        title="T",
        outlet="O",
        published="2024",
        url="u",
        language="en",
        read_by=stand_in.origin,
    )
    assert [s.content[0].of(made.text) for s in made.statements] == ["no one knows"]


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), ("Oui, dit-il.", None), ("", None)])
def test_the_language_is_found_or_left_open(stand_in: StandIn, text: str, language: str | None):
    assert read(text).language == language


def test_another_language_is_refused_unless_it_is_asked_for(stand_in: StandIn):
    with pytest.raises(OtherLanguage, match=r"^text: is in de,"):
        read(GERMAN)
    assert read(GERMAN, language="fr").language == "fr"


def test_a_language_that_no_model_reads_is_refused(stand_in: StandIn):
    with pytest.raises(OtherLanguage):
        read("Ja.", language="de")  # type: ignore[arg-type]


def test_sources_are_read_in_order_with_errors_in_their_places(tmp_path: Path, stand_in: StandIn):
    (tmp_path / "a.txt").write_text("Kirby said that no one knows.")
    (tmp_path / "b.txt").write_text(GERMAN)
    (tmp_path / "c.jsonl").write_text('{"text": "Ann said that it rains."}\n{}\n{"text": "Bo said that it snows."}')
    names = [str(tmp_path / name) for name in ("a.txt", "gone.txt", "b.txt", "c.jsonl")]
    found = list(read_sources(find_sources(names)))
    assert [where.removeprefix(f"{tmp_path}/") for where, _ in found] == [
        "a.txt", "gone.txt", "b.txt", "c.jsonl", "c.jsonl", "c.jsonl",
    ]  # fmt: skip
    assert [item.key if isinstance(item, SourceError) else item.text for _, item in found] == [
        "Kirby said that no one knows.",
        "no_such_file",
        "other_language",
        "Ann said that it rains.",
        "no_text_field",
        "Bo said that it snows.",
    ]
    assert [len(item.statements) for _, item in found if isinstance(item, Document)] == [1, 1, 1]


class Slow(StandIn):
    """Takes longer over the first documents than over the last."""

    def __init__(self) -> None:
        self.at_once = self.most = 0
        self._lock = threading.Lock()

    def read(self, document: Document) -> Document:
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.02 if int(document.id) < 4 else 0)
        with self._lock:
            self.at_once -= 1
        return super().read(document)


@pytest.mark.parametrize("jobs", [1, 4])
def test_documents_come_in_order_however_many_are_read_side_by_side(tmp_path: Path, jobs: int):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"id": {i}, "text": "Kirby said that it is {i}."}}\n' for i in range(40)))
    reader = Slow()
    found = list(read_sources(find_sources([str(path)]), ReadSettings(jobs=jobs, language="en"), reader))  # type: ignore[arg-type]
    assert [item.id for _, item in found if isinstance(item, Document)] == [str(i) for i in range(40)]
    assert 1 <= reader.most <= jobs


def test_jobs_do_not_change_what_is_found(tmp_path: Path, reader: Reader):
    for i, text in enumerate([FRENCH, *(text for text in ODD_TEXTS.values() if text.strip() and "\0" not in text)]):
        (tmp_path / f"{i}.txt").write_bytes(text.encode())
    alone, together = (
        list(read_sources(find_sources([str(tmp_path)]), ReadSettings(language="fr", jobs=jobs), reader))
        for jobs in (1, 3)
    )
    assert alone == together
    assert all(isinstance(item, Document) for _, item in alone)


def test_sources_are_taken_as_they_are_needed(tmp_path: Path, stand_in: StandIn):
    path = tmp_path / "a.txt"
    path.write_text("Kirby said that no one knows.")
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        for taken in count(1):  # noqa: B007
            yield Source(str(path), path)

    assert len(list(islice(read_sources(endless()), 5))) == 5
    assert taken < 20


def test_what_goes_wrong_in_the_reader_is_not_swallowed(tmp_path: Path):
    class Broken(StandIn):
        def read(self, document: Document) -> Document:
            raise ZeroDivisionError

    (tmp_path / "a.txt").write_text("Oui.")
    with pytest.raises(ZeroDivisionError):
        list(read_sources(find_sources([str(tmp_path)]), reader=Broken()))  # type: ignore[arg-type]


def test_an_error_among_the_sources_is_handed_on(stand_in: StandIn):
    problem = UnreadableSource("no_such_file", where="gone")
    assert list(read_sources([problem])) == [("gone", problem)]


def test_unsure_statements_are_left_out():
    kept = without_unsure(NESTED, 0.5)
    assert kept.statements == (NESTED.statements[0], NESTED.statements[2])
    assert dataclasses.replace(kept, statements=NESTED.statements) == NESTED


def test_a_lost_parent_gives_way_to_its_own():
    first, second, third = NESTED.statements
    nested = dataclasses.replace(NESTED, statements=(first, second, dataclasses.replace(third, parent=2)))
    assert [(s.id, s.parent) for s in without_unsure(nested, 0.5).statements] == [(1, None), (3, 1)]
    assert [(s.id, s.parent) for s in without_unsure(nested, 0.95).statements] == [(3, None)]


def test_the_least_confidence_is_enough():
    assert len(without_unsure(TWO_AT_ONE_PLACE, 0.75).statements) == 2
    assert without_unsure(TWO_AT_ONE_PLACE, 0.7500001).statements == ()


@st.composite
def nested_documents(draw: st.DrawFn) -> Document:
    statements = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        parent = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        statements.append(Statement(number, None, None, (), "direct", parent, draw(st.floats(0, 1))))
    return Document("a", statements=tuple(statements))


def ancestors(document: Document, number: int) -> list[int]:
    parents = {s.id: s.parent for s in document.statements}
    found = []
    while (parent := parents[number]) is not None:
        found.append(parent)
        number = parent
    return found


@given(nested_documents(), st.floats(0, 1))
def test_who_is_inside_whom_stays_true(document: Document, least: float):
    kept = without_unsure(document, least)
    ids = [s.id for s in kept.statements]
    assert ids == [s.id for s in document.statements if s.confidence >= least]
    for number in ids:
        assert ancestors(kept, number) == [a for a in ancestors(document, number) if a in ids]


def test_the_public_names_are_all_there():
    assert [name for name in selon.__all__ if not hasattr(selon, name)] == []
    assert selon.read is read
    with pytest.raises(AttributeError, match="module 'selon' has no attribute 'reed'"):
        _ = selon.reed
