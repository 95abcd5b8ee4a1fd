"""The tables of a ledger. Migrations bring older ledgers here; views that people read are in `views.py`."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}
)
_ROW = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only where the type is INTEGER


def _key(length: int) -> String:
    """Ids, which PostgreSQL compares as bytes too: so they sort alike everywhere, and are found by their beginnings."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


stories = Table(
    "stories",
    metadata,
    Column("id", _key(16), primary_key=True),
    Column("name", Text),
    Column("named_by", Text),
)

documents = Table(
    "documents",
    metadata,
    Column("row", _ROW, primary_key=True, autoincrement=True),
    Column("id", _key(16), nullable=False, unique=True),
    Column("article", _key(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("change", String(16)),
    Column("own_id", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_words", Text),
    Column("authors", JSON, nullable=False),
    Column("language", String(2)),
    Column("published", Text),
    Column("published_day", Integer, index=True),
    Column("published_at", Float),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("text_hash", _key(64), nullable=False, index=True),
    Column("agent", Text),
    Column("agent_version", Text),
    Column("added_at", Text, nullable=False),
    Column("story", _key(16), ForeignKey("stories.id"), index=True),
    Column("story_by", Text),
    Column("copy_of", _key(16)),
)

statements = Table(
    "statements",
    metadata,
    Column("row", _ROW, primary_key=True, autoincrement=True),
    Column("id", _key(16), nullable=False, unique=True),
    Column("document", _key(16), ForeignKey("documents.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("parent", _key(16)),
    Column("standing", Boolean, nullable=False),
    Column("found", Boolean, nullable=False),  # by the present reading
    Column("status", String(10), nullable=False),
    Column("replaced_by", _key(16)),
    Column("earlier_version", _key(16)),
    Column("source", Text),
    Column("cue", Text),
    Column("content", Text, nullable=False),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("content_spans", JSON, nullable=False),
    Column("form", String(8), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("actor", _key(255), index=True),
    Column("own_actor", _key(255), index=True),
    Column("who", Text),
    Column("who_type", String(12)),
    Column("who_words", Text),
    Column("role", Text),
    Column("on_behalf_of", Text),
    Column("behalf_words", Text),
    Column("named", Boolean),
    Column("act", String(5)),
    Column("certainty", String(8)),
    Column("distance", String(9)),
    Column("denied", Boolean),
    Column("said_on_start", String(16)),
    Column("said_on_end", String(16)),
    Column("figure_count", Integer, nullable=False),
    Column("published_day", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Column("as_read", JSON(none_as_null=True)),
    Index("ix_statements_newest", "published_day", "row"),
)
for _few in (statements.c.replaced_by, statements.c.earlier_version):  # few statements have one
    Index(f"ix_statements_{_few.name}", _few, sqlite_where=_few.is_not(None), postgresql_where=_few.is_not(None))


vectors = Table(
    "text_vectors",
    metadata,
    Column("text_hash", _key(16), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("statement", _key(16), ForeignKey("statements.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("about", Boolean, nullable=False),
    Column("unit", Text),
    Column("counted", Text),
    Column("per", Text),
    Column("as_of", Text),
    Column("change", String(8)),
    Column("tally", String(10)),
)

actors = Table(
    "actors",
    metadata,
    Column("id", _key(255), primary_key=True),
    Column("name", Text),
    Column("type", String(12)),
    Column("name_words", Text),
    Column("same_as", _key(255), index=True),
)

relations = Table(
    "relations",
    metadata,
    Column("later", _key(16), ForeignKey("statements.id"), primary_key=True),
    Column("earlier", _key(16), ForeignKey("statements.id"), primary_key=True),
    Column("type", String(12), primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Index("ix_relations_earlier", "earlier"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", _key(32), primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("verdict", String(16), nullable=False),
    Column("target", Text, nullable=False, index=True),
    Column("payload", JSON, nullable=False),
    Column("withdraws", _key(32), ForeignKey("judgements.id")),
)

terms = Table(
    "document_terms",
    metadata,
    Column("term", String(64), primary_key=True),
    Column("document", _key(16), ForeignKey("documents.id"), primary_key=True),
    Column("weight", Float, nullable=False),
    Column("written", Text, nullable=False),
    Column("is_name", Boolean, nullable=False),
    Column("day", Integer),
    Index("ix_document_terms_document", "document"),
)

fingerprints = Table(
    "document_fingerprints",
    metadata,
    Column("document", _key(16), ForeignKey("documents.id"), primary_key=True),
    Column("shingles", LargeBinary, nullable=False),
)

STATUSES = ("read", "accepted", "rejected", "edited", "added", "withdrawn")
FALLEN = ("rejected", "withdrawn")  # such a statement is kept, but stands no longer
CARRIED = (stories, documents, statements, actors, relations, judgements)  # what an export holds
DERIVED = (figures, vectors, terms, fingerprints)  # made again from what is carried
