"""The first ledger: every table, index and view, written out so that this step stays what it was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = {
    "sqlite": ("CREATE VIRTUAL TABLE statement_words USING fts5(content, source, actor, tokenize = 'ascii')",),
    "postgresql": (
        "CREATE TABLE statement_words (statement_row BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_statement_words ON statement_words USING gin (words)",
    ),
}
_VIEWS = (
    """CREATE VIEW who_said_what AS
    SELECT d.published, d.outlet, s.who, s.on_behalf_of, s.act, s.certainty, s.distance, s.denied, s.content,
           s.said_on_start AS said_on, d.title, d.url, st.name AS story, s.confidence, s.status, s.id AS statement,
           d.id AS document
    FROM statements s JOIN documents d ON d.id = s.document LEFT JOIN stories st ON st.id = d.story
    WHERE s.standing""",
    """CREATE VIEW who_gave_which_figure AS
    SELECT d.published, d.outlet, s.who, f.words, f.low, f.high, f.about, f.unit, f.counted, f.per, f.as_of,
           s.content, st.name AS story, s.id AS statement
    FROM figures f JOIN statements s ON s.id = f.statement JOIN documents d ON d.id = s.document
    LEFT JOIN stories st ON st.id = d.story
    WHERE s.standing""",
    """CREATE VIEW how_statements_relate AS
    SELECT r.type, r.score, r.status, a.who AS later_who, a.content AS later_content, da.outlet AS later_outlet,
           da.published AS later_published, b.who AS earlier_who, b.content AS earlier_content,
           db.outlet AS earlier_outlet, db.published AS earlier_published, r.reasons, r.later, r.earlier
    FROM relations r JOIN statements a ON a.id = r.later JOIN documents da ON da.id = a.document
    JOIN statements b ON b.id = r.earlier JOIN documents db ON db.id = b.document
    WHERE r.status <> 'rejected' AND a.standing AND b.standing""",
    """CREATE VIEW what_stories_hold AS
    SELECT st.id AS story, st.name, count(DISTINCT d.id) AS documents, count(s.id) AS statements,
           min(d.published) AS first_published, max(d.published) AS last_published
    FROM stories st JOIN documents d ON d.story = st.id AND d.latest
    LEFT JOIN statements s ON s.document = d.id AND s.standing
    GROUP BY st.id, st.name""",
)


def upgrade() -> None:
    """Make every table, index and view."""
    _actors()
    _judgements()
    _stories()
    _text_vectors()
    _documents()
    _document_fingerprints()
    _document_terms()
    _statements()
    _figures()
    _relations()
    for step in (*_WORDS[op.get_bind().dialect.name], *_VIEWS):
        op.execute(step)


def _key(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", _key(255), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("type", sa.String(length=12)),
        sa.Column("name_words", sa.Text()),
        sa.Column("same_as", _key(255)),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_actors_same_as", "actors", ["same_as"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", _key(32), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("withdraws", _key(32)),
        sa.ForeignKeyConstraint(["withdraws"], ["judgements.id"], name="fk_judgements_withdraws"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_judgements_target", "judgements", ["target"])


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", _key(16), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("named_by", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
    )


def _text_vectors() -> None:
    op.create_table(
        "text_vectors",
        sa.Column("text_hash", _key(16), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("id", _key(16), nullable=False),
        sa.Column("article", _key(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("change", sa.String(length=16)),
        sa.Column("own_id", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("outlet_words", sa.Text()),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2)),
        sa.Column("published", sa.Text()),
        sa.Column("published_day", sa.Integer()),
        sa.Column("published_at", sa.Float()),
        sa.Column("url", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", _key(64), nullable=False),
        sa.Column("agent", sa.Text()),
        sa.Column("agent_version", sa.Text()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("story", _key(16)),
        sa.Column("story_by", sa.Text()),
        sa.Column("copy_of", _key(16)),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_documents_story"),
        sa.PrimaryKeyConstraint("row"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_documents_article", "documents", ["article"])
    op.create_index("ix_documents_published_day", "documents", ["published_day"])
    op.create_index("ix_documents_story", "documents", ["story"])
    op.create_index("ix_documents_text_hash", "documents", ["text_hash"])


def _document_fingerprints() -> None:
    op.create_table(
        "document_fingerprints",
        sa.Column("document", _key(16), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_document_fingerprints_document"),
        sa.PrimaryKeyConstraint("document"),
    )


def _document_terms() -> None:
    op.create_table(
        "document_terms",
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.Column("document", _key(16), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("is_name", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer()),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_document_terms_document"),
        sa.PrimaryKeyConstraint("term", "document"),
    )
    op.create_index("ix_document_terms_document", "document_terms", ["document"])


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("id", _key(16), nullable=False),
        sa.Column("document", _key(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", _key(16)),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("replaced_by", _key(16)),
        sa.Column("earlier_version", _key(16)),
        sa.Column("source", sa.Text()),
        sa.Column("cue", sa.Text()),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer()),
        sa.Column("source_end", sa.Integer()),
        sa.Column("cue_start", sa.Integer()),
        sa.Column("cue_end", sa.Integer()),
        sa.Column("content_spans", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("actor", _key(255)),
        sa.Column("own_actor", _key(255)),
        sa.Column("who", sa.Text()),
        sa.Column("who_type", sa.String(length=12)),
        sa.Column("who_words", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("on_behalf_of", sa.Text()),
        sa.Column("behalf_words", sa.Text()),
        sa.Column("named", sa.Boolean()),
        sa.Column("act", sa.String(length=5)),
        sa.Column("certainty", sa.String(length=8)),
        sa.Column("distance", sa.String(length=9)),
        sa.Column("denied", sa.Boolean()),
        sa.Column("said_on_start", sa.String(length=16)),
        sa.Column("said_on_end", sa.String(length=16)),
        sa.Column("figure_count", sa.Integer(), nullable=False),
        sa.Column("published_day", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("as_read", sa.JSON(none_as_null=True)),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_statements_document"),
        sa.PrimaryKeyConstraint("row"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_statements_actor", "statements", ["actor"])
    op.create_index("ix_statements_document", "statements", ["document"])
    op.create_index(
        "ix_statements_earlier_version",
        "statements",
        ["earlier_version"],
        sqlite_where=sa.text("earlier_version IS NOT NULL"),
        postgresql_where=sa.text("earlier_version IS NOT NULL"),
    )
    op.create_index("ix_statements_newest", "statements", ["published_day", "row"])
    op.create_index("ix_statements_own_actor", "statements", ["own_actor"])
    op.create_index(
        "ix_statements_replaced_by",
        "statements",
        ["replaced_by"],
        sqlite_where=sa.text("replaced_by IS NOT NULL"),
        postgresql_where=sa.text("replaced_by IS NOT NULL"),
    )


def _figures() -> None:
    op.create_table(
        "figures",
        sa.Column("statement", _key(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("about", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("counted", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("change", sa.String(length=8)),
        sa.Column("tally", sa.String(length=10)),
        sa.ForeignKeyConstraint(["statement"], ["statements.id"], name="fk_figures_statement"),
        sa.PrimaryKeyConstraint("statement", "position"),
    )


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("later", _key(16), nullable=False),
        sa.Column("earlier", _key(16), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["earlier"], ["statements.id"], name="fk_relations_earlier"),
        sa.ForeignKeyConstraint(["later"], ["statements.id"], name="fk_relations_later"),
        sa.PrimaryKeyConstraint("later", "earlier", "type"),
    )
    op.create_index("ix_relations_earlier", "relations", ["earlier"])
