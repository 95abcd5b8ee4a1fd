"""An export that joins what a ledger holds already: versions are counted anew, and everybody's judgements hold."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update

from selon.ledger import judging, merging, store
from selon.ledger.schema import documents, statements


def join(connection: Connection, added: Sequence[str], judged: Sequence[str]) -> None:
    """Let documents and judgements that came in be one with those that were there."""
    for article in _articles(connection, added):
        _count_again(connection, article)
    merging.apply_merges(connection, everywhere=True)
    new = set(judged)
    for verdict in [j for j in judging.judged(connection) if j.id in new]:
        if verdict.verdict in ("name", "move"):
            merging.settle_story(connection, verdict)
        elif verdict.verdict in judging.ON_STATEMENTS and store.is_there(connection, verdict.target):
            judging.settle(connection, judging.current(connection, verdict.target))


def _articles(connection: Connection, added: Iterable[str]) -> list[str]:
    """The articles that these documents are versions of, where they have others."""
    found: set[str] = set()
    for document in added:
        article = select(documents.c.article).where(documents.c.id == document).scalar_subquery()
        listed = connection.execute(select(documents.c.article).where(documents.c.article == article)).scalars().all()
        found.update(listed[1:])
    return sorted(found)


def _count_again(connection: Connection, article: str) -> None:
    """Number the versions in the order in which they were added; the last one's statements stand."""
    order = (documents.c.added_at, documents.c.version, documents.c.row)
    listed = connection.execute(select(documents.c.id).where(documents.c.article == article).order_by(*order))
    keys = list(listed.scalars())
    for number, key in enumerate(keys, 1):
        told = {"version": number, "latest": key == keys[-1]}
        connection.execute(update(documents).where(documents.c.id == key).values(**told))
        _stand(connection, key, key == keys[-1])


def _stand(connection: Connection, document: str, is_latest: bool) -> None:
    asked = select(statements).where(statements.c.document == document)
    held = list(connection.execute(asked).mappings())
    for row in held:
        standing = judging.stands(row, is_latest)
        if standing != bool(row["standing"]):
            connection.execute(update(statements).where(statements.c.id == row["id"]).values(standing=standing))
    store.reindex(connection, [row["id"] for row in held], store.bare(connection, document))
