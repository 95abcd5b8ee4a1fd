"""What the verbs return as plain data: nested for JSON, flat for CSV. The same under every door."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from selon.desk.asking import Shown, StoryBoard, because
from selon.exporters.csv_rows import write_rows
from selon.exporters.json_file import to_json
from selon.exporters.rows import COLUMNS, plain_number, span_data, statement_data, statement_row
from selon.ledger.asking import Hit
from selon.records import Told
from selon.relate.series import Point, Series

HIT_COLUMNS = (*COLUMNS, "score", "story", "status")
POINT_COLUMNS = ("counted", "unit", "per", *(field.name for field in dataclasses.fields(Point)))


@dataclass(frozen=True, slots=True)
class Listed:
    """What a verb returns, ready to be written: nested for JSON; as rows, with the names of their columns, for CSV."""

    data: Any
    columns: Sequence[str] = ()
    rows: Sequence[Mapping[str, Any]] = ()


def listed_hits(hits: Sequence[Hit]) -> Listed:
    """Statements that were found."""
    return Listed([hit_data(hit) for hit in hits], HIT_COLUMNS, [hit_row(hit) for hit in hits])


def listed_series(found: Sequence[Series]) -> Listed:
    """Figures over time."""
    return Listed([record_data(one) for one in found], POINT_COLUMNS, point_rows(found))


def listed_records(kind: type, found: Sequence[Any]) -> Listed:
    """Records of a kind, as they stand."""
    data = [record_data(one) for one in found]
    return Listed(data, [field.name for field in dataclasses.fields(kind)], [flat(one) for one in data])


def record_data(record: Any) -> dict[str, Any]:
    """A record as it stands: lists for tuples, whole numbers without a decimal point."""
    found = _plain(record)
    assert isinstance(found, dict)
    return found


def told_data(told: Told) -> dict[str, Any]:
    """A statement with the id it has in the ledger and the article it is from."""
    document = told.document
    data = statement_data(told.statement, document.text)
    data.pop("reasons")
    return {
        **data,
        "id": told.id,
        "number": told.statement.id,
        "document": {
            name: getattr(document, name) for name in ("id", "title", "outlet", "published", "language", "url")
        },
    }


def hit_data(hit: Hit) -> dict[str, Any]:
    """A statement that was found."""
    return {**told_data(hit.told), "score": hit.score, "story": hit.story, "status": hit.status}


def hit_row(hit: Hit) -> dict[str, Any]:
    """A statement that was found, flat: the columns of every table of statements, then how it was found."""
    row = statement_row(hit.told.document, hit.told.statement)
    return {**row, "statement": hit.told.id, "score": hit.score, "story": hit.story, "status": hit.status}


def shown_data(shown: Shown) -> dict[str, Any]:
    """A statement with all that is known of it."""
    return {
        **hit_data(shown.hit),
        "standing": shown.standing,
        "earlier_version": shown.earlier_version,
        "passage": span_data(shown.passage, shown.hit.told.document.text),
        "chain": list(shown.chain),
        "relations": [
            {
                "type": one.held.relation.type,
                "later": one.held.relation.later,
                "earlier": one.held.relation.earlier,
                "score": one.held.relation.score,
                "reasons": because(one.held.relation.reasons),
                "by": one.held.relation.by,
                "status": one.held.status,
                "other": told_data(one.other.told),
            }
            for one in shown.related
        ],
        "judgements": [record_data(one) for one in shown.judgements],
    }


def board_data(found: StoryBoard) -> dict[str, Any]:
    """A board: the statements of each column, pairs of them where they are disputed."""
    told = {key: hit_data(hit) for key, hit in found.hits.items()}
    board = found.board
    return {
        "story": record_data(found.story),
        "known": [told[key] for key in board.known],
        "disputed": [[told[key] for key in pair] for pair in board.disputed],
        "single_source": [told[key] for key in board.single_source],
        "unknown": [told[key] for key in board.unknown],
        "expected": [told[key] for key in board.expected],
    }


def point_rows(found: Iterable[Series]) -> list[dict[str, Any]]:
    """One row a figure, with what it counts."""
    return [
        {"counted": one.counted, "unit": one.unit, "per": one.per, **record_data(point)}
        for one in found
        for point in one.points
    ]


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data as one row: lists in one cell, a space between their items."""
    return {name: " ".join(map(str, v)) if isinstance(v, list) else v for name, v in data.items()}


def write_data(listed: Listed, data_format: str, out: BinaryIO) -> None:
    """Write as JSON, JSON lines or CSV."""
    if data_format == "csv":
        write_rows(listed.columns, listed.rows, out)
    elif data_format == "jsonl":
        for one in listed.data:
            out.write(to_json(one) + b"\n")
    else:
        out.write(to_json(listed.data, indent=1) + b"\n")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return plain_number(value) if isinstance(value, float) else value
