"""Views that people read, in Datasette or any other browser of databases: names and words instead of keys."""

VIEWS = (
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
