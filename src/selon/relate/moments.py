"""When documents were published, as one can compare it."""

from datetime import UTC, date, datetime

from selon.records import Document


def moment(document: Document) -> str:
    """When a document was published, in UTC and so that text order is time order; empty where it is not told.

    >>> moment(Document("", published="2031-05-01T01:00:00+02:00"))
    '2031-04-30T23:00:00'
    >>> moment(Document("", published="2031-05-01"))
    '2031-05-01'
    """
    published = document.published or ""
    if len(published) <= len("2031-05-01"):
        return published
    try:
        told = datetime.fromisoformat(published)
    except ValueError:
        return published
    return (told.astimezone(UTC) if told.tzinfo else told).replace(tzinfo=None).isoformat(timespec="seconds")


def day(document: Document) -> date | None:
    """The day a document was published, by its own clock.

    >>> day(Document("", published="2031-05-01T01:00:00+02:00"))
    datetime.date(2031, 5, 1)
    >>> day(Document("", published="in May"))
    """
    try:
        return date.fromisoformat((document.published or "")[:10])
    except ValueError:
        return None
