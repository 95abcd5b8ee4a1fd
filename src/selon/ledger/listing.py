"""Rows and ids for the verbs: a statement, a story, the versions of an article, the documents to go through."""

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from selon.ledger.rows import Columns
from selon.ledger.schema import documents, statements, stories

_JUDGED = ("accepted", "edited", "added", "rejected")


def statement_of(connection: Connection, key: str) -> Columns:
    """The columns of a statement."""
    return connection.execute(select(statements).where(statements.c.id == key)).mappings().one()


def story_of(connection: Connection, key: str) -> Columns:
    """The columns of a story."""
    return connection.execute(select(stories).where(stories.c.id == key)).mappings().one()


def documents_of(connection: Connection, keys: Sequence[str]) -> set[str]:
    """The ids of the documents that these statements are of."""
    return set(connection.execute(select(statements.c.document).where(statements.c.id.in_(list(keys)))).scalars())


def versions_of(connection: Connection, document: str) -> Sequence[Columns]:
    """The columns of every version of a document's article, the first one first."""
    article = select(documents.c.article).where(documents.c.id == document).scalar_subquery()
    asked = select(documents).where(documents.c.article == article).order_by(documents.c.version)
    return connection.execute(asked).mappings().all()


def latest_documents(connection: Connection, story: str | None = None) -> Sequence[str]:
    """The latest version of every article, or of those of a story, in order of publication."""
    asked = select(documents.c.id).where(documents.c.latest).order_by(documents.c.published_at, documents.c.row)
    return connection.execute(asked if story is None else asked.where(documents.c.story == story)).scalars().all()


def judged_documents(connection: Connection) -> Sequence[str]:
    """The latest versions in which a person judged a statement."""
    judged = select(statements.c.document).where(statements.c.status.in_(_JUDGED))
    asked = select(documents.c.id).where(documents.c.id.in_(judged), documents.c.latest).order_by(documents.c.row)
    return connection.execute(asked).scalars().all()


def read_by_others(connection: Connection, version: str) -> Sequence[str]:
    """The documents that another version of the model read, or none did."""
    other = or_(documents.c.agent_version.is_(None), documents.c.agent_version != version)
    return connection.execute(select(documents.c.id).where(other).order_by(documents.c.row)).scalars().all()


def standing_statements(connection: Connection, story: str | None = None) -> set[str]:
    """The statements that stand in latest versions, of all or of a story."""
    asked = select(statements.c.id).join(documents, documents.c.id == statements.c.document)
    asked = asked.where(statements.c.standing, documents.c.latest)
    return set(connection.execute(asked if story is None else asked.where(documents.c.story == story)).scalars())
