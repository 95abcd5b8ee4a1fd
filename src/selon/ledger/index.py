"""The words of the statements that stand, for full-text search: FTS5 in SQLite, tsvector in PostgreSQL.

Both engines are given the same stems, and cut no words themselves, so that the same question finds the same statements
in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from selon.ledger.words import alternatives, plain_words, stems
from selon.records import Language

_WEIGHTS = (1.0, 1.5, 2.0)  # of a word in the content, the source, the actor
_MARKS = ("", "B", "A")  # PostgreSQL's for these
_MOST = 5_000  # words of each: PostgreSQL counts places to 16,383 only
_GAP = 10  # places between content, source and actor, so that no phrase goes from one into the next
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of a statement is searched: by the row it has."""

    row: int
    content: str
    source: str | None
    actor: str | None
    language: Language | None


def index(connection: Connection, entries: Sequence[Indexed]) -> None:
    """Make statements findable; those that are so already are indexed anew."""
    engine = connection.dialect.name
    listed = [_told(engine, entry) for entry in entries]
    if listed:
        unindex(connection, [entry.row for entry in entries])
        connection.execute(text(_INSERT[engine]), listed)


def is_sound(connection: Connection, entry: Indexed) -> bool:
    """Whether a statement is found by its own words and no others."""
    engine = connection.dialect.name
    return connection.execute(text(_SAME[engine]), _told(engine, entry)).first() is not None


def unindex(connection: Connection, rows: Sequence[int]) -> None:
    """Statements that stand no longer are not found any more."""
    key = SEARCHED[connection.dialect.name].name
    for first in range(0, len(rows), 500):
        step = text(f"DELETE FROM statement_words WHERE {key} IN :rows").bindparams(bindparam("rows", expanding=True))
        connection.execute(step, {"rows": rows[first : first + 500]})


def question(connection: Connection, asked: str) -> str | None:
    """What was asked, in the engine's own language: every word must be there, by one of its stems; words in quotation
    marks must follow each other. None where nothing is left to look for.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    parts: list[str] = []
    for position, piece in enumerate(asked.translate(_QUOTES).split('"')):
        words = [stems for word in plain_words(piece) if (stems := alternatives(word))]
        if not words:
            continue
        if position % 2:
            parts.append(_phrase(words, is_sqlite))
        else:
            parts.extend(_either(each, is_sqlite) for each in words)
    return (" AND " if is_sqlite else " & ").join(dict.fromkeys(parts)) or None


_INSERT = {
    "sqlite": "INSERT INTO statement_words (rowid, content, source, actor) VALUES (:row, :content, :source, :actor)",
    "postgresql": "INSERT INTO statement_words (statement_row, words) VALUES (:row, CAST(:words AS tsvector))",
}
_SAME = {
    "sqlite": "SELECT 1 FROM statement_words"
    " WHERE rowid = :row AND content = :content AND source = :source AND actor = :actor",
    "postgresql": "SELECT 1 FROM statement_words WHERE statement_row = :row AND words = CAST(:words AS tsvector)",
}
MATCH = {
    "sqlite": "statement_words MATCH :question",
    "postgresql": "statement_words.words @@ CAST(:question AS tsquery)",
}
SEARCHED: dict[str, ColumnElement[int]] = {  # the row of the statement, in the table of words
    "sqlite": table("statement_words", column("rowid", Integer)).c.rowid,
    "postgresql": table("statement_words", column("statement_row", Integer)).c.statement_row,
}


def rank(engine: str) -> ColumnElement[float]:
    """How well a row matches the question, higher for better: bm25 in SQLite, ts_rank by length in PostgreSQL."""
    if engine == "sqlite":
        return literal_column(f"-bm25(statement_words, {', '.join(map(str, _WEIGHTS))})")
    weights: ColumnElement[Any] = literal_column("CAST('{0.5, 0.5, 0.75, 1.0}' AS real[])")
    asked = cast(bindparam("question", type_=String), TSQUERY)
    return func.ts_rank(weights, literal_column("statement_words.words"), asked, 1)


def _told(engine: str, entry: Indexed) -> dict[str, int | str]:
    """An entry as the engine takes it."""
    parts = [_first(stems(part, entry.language)) for part in (entry.content, entry.source, entry.actor)]
    if engine == "postgresql":
        return {"row": entry.row, "words": _placed(parts)}
    names = ("content", "source", "actor")
    return {"row": entry.row, **{name: " ".join(part) for name, part in zip(names, parts, strict=True)}}


def _first(words: str) -> list[str]:
    return list(islice(words.split(), _MOST))


def _placed(parts: Sequence[Sequence[str]]) -> str:
    """The words with their places and weights, as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {}
    at = 1
    for mark, part in zip(_MARKS, parts, strict=True):
        for word in part:
            places.setdefault(word, []).append(f"{at}{mark}")
            at += 1
        at += _GAP
    return " ".join(f"'{word}':{','.join(listed)}" for word, listed in places.items())


def _either(words: Sequence[str], is_sqlite: bool) -> str:
    quoted = [_quoted(word, is_sqlite) for word in words]
    return quoted[0] if len(quoted) == 1 else f"({(' OR ' if is_sqlite else ' | ').join(quoted)})"


def _phrase(words: Sequence[Sequence[str]], is_sqlite: bool) -> str:
    """One phrase in each language's stems."""
    count = max(len(each) for each in words)
    phrases = dict.fromkeys(tuple(each[min(at, len(each) - 1)] for each in words) for at in range(count))
    if is_sqlite:
        told = [f'"{" ".join(phrase)}"' for phrase in phrases]
        return f"({' OR '.join(told)})"
    told = [f"({' <-> '.join(_quoted(word, False) for word in phrase)})" for phrase in phrases]
    return f"({' | '.join(told)})"


def _quoted(word: str, is_sqlite: bool) -> str:
    return f'"{word}"' if is_sqlite else f"'{word}'"
