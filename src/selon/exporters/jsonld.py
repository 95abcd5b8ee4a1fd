"""JSON-LD: schema.org for what articles tell, PROV-O for who made the entries, W3C selectors for where it stands.

The context is written out in the file, so that nothing has to be fetched to read it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from selon.exporters.json_file import write_listed
from selon.exporters.links import (
    Explained,
    Links,
    Name,
    actor_name,
    agent_name,
    document_name,
    kept_name,
    relation_name,
    statement_name,
)
from selon.exporters.rows import plain_number
from selon.exporters.webannotation import quotation
from selon.records import Actor, Document, Figure, Origin, Span, Statement, When
from selon.text import content_words

_CONTEXT: dict[str, object] = {
    "@vocab": "http://schema.org/",  # as schema.org's own context has it, not https
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "selon": "urn:selon:vocabulary:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dateCreated": {"@id": "http://schema.org/dateCreated", "@type": "xsd:date"},
    "datePublished": {"@id": "http://schema.org/datePublished", "@type": "xsd:date"},
    "oa:start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "oa:end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "selon:confidence": {"@id": "selon:confidence", "@type": "xsd:double"},
    "selon:score": {"@id": "selon:score", "@type": "xsd:double"},
}
_KINDS = {
    "person": "Person",
    "organisation": "Organization",
    "media": "Organization",
    "country": "Organization",  # a country that speaks is its state; schema.org's Country is a place
}
_NOT_IN_IRIS = frozenset(' <>"{}|\\^`')

Node = dict[str, object]


def write_jsonld(documents: Iterable[Document], out: BinaryIO, links: Links | None = None) -> None:
    """One graph with the articles and statements of all documents, then the relations."""
    write_listed({"@context": _CONTEXT}, "@graph", _graph(documents, links), out)


def _graph(documents: Iterable[Document], links: Links | None) -> Iterator[Node]:
    name = links.name if links else statement_name
    for document in documents:
        yield article_node(document)
        if document.read_by is not None:
            yield _reading_node(document, document.read_by)
        for statement in document.statements:
            yield statement_node(document, statement, name)
    if links:
        yield from relation_nodes(links.relations)


def article_node(document: Document) -> Node:
    """The document as a NewsArticle, with what the input told and no more.

    An author is a name without a type: a byline may be a person or an agency. What is told as date but is no ISO date
    is `selon:published`, what is told as address but is none is a plain literal.
    """
    return _told(
        {
            "@id": document_name(document),
            "@type": "NewsArticle",
            "identifier": document.id,
            "headline": document.title,
            **_published(document.published),
            "publisher": document.outlet and {"@type": "Organization", "name": document.outlet},
            "author": [{"name": author} for author in document.authors],
            "inLanguage": document.language,
            "url": _address(document.url),
        }
    )


def statement_node(document: Document, statement: Statement, name: Name = statement_name) -> Node:
    """A statement, as the classes of schema.org that it fits.

    - A Claim, unless it is a wish, an order or something unknown: schema.org wants "a specific, factually-oriented
      claim". Only a Claim can be reviewed by a ClaimReview and has `appearance`, which leads to the article.
    - A Quotation where words stand in quotation marks, beside the Claim: only it has `spokenByCharacter`, to whom the
      words are attributed within the article.
    - A CreativeWork, what both are, where it is neither.

    `author` is who asserts it. What is denied in the writer's words has no author but `selon:denied_by`: a reader who
    knows schema.org alone would take it for its opposite. `firstAppearance` is never written, since no article tells
    that it was the first.
    """
    kinds = _kinds(statement)
    article = {"@id": document_name(document)}
    return _told(
        {
            "@id": name(document, statement.id),
            "@type": ["selon:Statement", *kinds],
            "text": content_words(statement, document.text),
            "inLanguage": document.language,
            **_attribution(statement, kinds),
            "dateCreated": _day(statement.said_on),
            "appearance": article if "Claim" in kinds else None,
            "isBasedOn": article,
            "mentions": [figure_node(document, figure) for figure in statement.figures],
            **_labels(statement),
            "selon:said_on": statement.said_on and time_node(document, statement.said_on),
            "selon:times": [time_node(document, time) for time in statement.times],
            "selon:parent": None if statement.parent is None else {"@id": name(document, statement.parent)},
            "selon:place": list(_places(document, statement)),
            "prov:wasDerivedFrom": article,
            "prov:wasGeneratedBy": document.read_by and {"@id": _reading_name(document)},
        }
    )


def actor_node(actor: Actor) -> Node:
    """An actor as a Person or Organization; a group or a document, which schema.org lets not speak, has no class of it.

    The words for somebody who is not named are a `description`, not a `name`; so is the role of who is no person.
    """
    is_person = actor.who_type == "person"
    described = [None if actor.named else actor.who, None if is_person else actor.role]
    body = actor.on_behalf_of and {"@type": "Organization", "name": actor.on_behalf_of}
    kind = _KINDS.get(actor.who_type)
    return _told(
        {
            "@id": actor.id and actor_name(actor.id),
            "@type": ["selon:Actor", *([kind] if kind else [])],
            "name": actor.who if actor.named else None,
            "description": [words for words in described if words],
            "jobTitle": actor.role if is_person else None,
            "affiliation" if is_person else "selon:on_behalf_of": body,
            "selon:who_type": actor.who_type,
        }
    )


def figure_node(document: Document, figure: Figure) -> Node:
    """A figure as a QuantitativeValue; `value` only where it is exact, an open side left out.

    The unit of a rate is whole in `unitText`, "l per day", so that nobody takes a rate for an amount.
    """
    low, high = plain_number(figure.low), plain_number(figure.high)
    return _told(
        {
            "@type": "QuantitativeValue",
            "name": figure.counted,
            "value": low if low == high and not figure.about else None,
            "minValue": low,
            "maxValue": high,
            "unitText": f"{figure.unit or ''} per {figure.per}".strip() if figure.per else figure.unit,
            "selon:unit": figure.unit if figure.per else None,
            "selon:per": figure.per,
            "selon:about": figure.about,
            "selon:parts": list(figure.parts),
            "selon:as_of": figure.as_of and time_node(document, figure.as_of),
            "selon:change": figure.change,
            "selon:tally": figure.tally,
            "selon:place": _place(document, figure.span),
        }
    )


def time_node(document: Document, when: When) -> Node:
    """A time expression and the interval it means; an open side left out."""
    return _told(
        {
            "@type": "selon:Time",
            "selon:start": when.start,
            "selon:end": when.end,
            "selon:granularity": when.granularity,
            "selon:about": when.about,
            "selon:offset": when.offset,
            "selon:place": _place(document, when.span),
        }
    )


def relation_nodes(relations: Iterable[Explained]) -> Iterator[Node]:
    """A node for each relation.

    A relation is likely, not certain, so it is an entry with a score and reasons and no plain triple between the two
    statements. It is the entry that is derived from them: that one statement was derived from the other would be false
    where an independent source confirms.
    """
    for relation, reasons in relations:
        later, earlier = {"@id": kept_name(relation.later)}, {"@id": kept_name(relation.earlier)}
        yield _told(
            {
                "@id": relation_name(relation),
                "@type": "selon:Relation",
                "selon:type": relation.type,
                "selon:later": later,
                "selon:earlier": earlier,
                "selon:score": relation.score,
                "selon:reasons": list(reasons),
                "prov:wasDerivedFrom": [later, earlier],
                "prov:wasAttributedTo": {"@type": "prov:Agent", "name": relation.by},
            }
        )


def _told(node: Node) -> Node:
    """The node without what nobody told."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _published(told: str | None) -> Node:
    """A day or a moment where it is ISO 8601, else the words."""
    if told is None:
        return {}
    try:
        return {"datePublished": date.fromisoformat(told.strip()).isoformat()}
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(told.strip()).isoformat()
    except ValueError:
        return {"selon:published": told}
    return {"datePublished": {"@type": "xsd:dateTime", "@value": moment}}


def _address(url: str | None) -> str | Node | None:
    """A web address as a resource, anything else as it was told."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    is_clean = url.isprintable() and not _NOT_IN_IRIS & set(url)
    return {"@id": url} if is_clean and parts.scheme in ("http", "https") and parts.netloc else url


def _reading_name(document: Document) -> str:
    return f"{document_name(document)}:reading"


def _reading_node(document: Document, read_by: Origin) -> Node:
    """The activity that made a document's entries, and the software that did it."""
    return {
        "@id": _reading_name(document),
        "@type": "prov:Activity",
        "prov:used": {"@id": document_name(document)},
        "prov:wasAssociatedWith": {
            "@id": agent_name(read_by.agent, read_by.version),
            "@type": ["prov:SoftwareAgent", "SoftwareApplication"],
            "name": read_by.agent,
            "softwareVersion": read_by.version,
        },
    }


def _kinds(statement: Statement) -> list[str]:
    kinds = []
    if statement.form != "indirect":
        kinds.append("Quotation")
    if statement.act not in ("want", "order") and statement.certainty != "unknown":
        kinds.append("Claim")
    return kinds or ["CreativeWork"]


def _attribution(statement: Statement, kinds: list[str]) -> Node:
    """The actor by the properties that hold: who speaks, who asserts or wants it, who denies it."""
    if statement.actor is None or statement.actor.who is None:
        return {}
    actor = actor_node(statement.actor)
    denies = statement.denied and statement.form != "direct"  # in direct speech the words are those of the denial
    asserts = "selon:denied_by" if denies else "author"
    if "Quotation" not in kinds:
        return {asserts: actor}
    return {"spokenByCharacter": actor, asserts: {"@id": actor["@id"]} if "@id" in actor else actor}


def _labels(statement: Statement) -> Node:
    names = ("form", "act", "certainty", "distance", "denied", "confidence")
    return {f"selon:{name}": getattr(statement, name) for name in names}


def _day(when: When | None) -> str | None:
    """The one day that is meant; None for anything longer, vaguer or finer."""
    if when is None or when.about or when.granularity != "day" or when.start != when.end:
        return None
    return when.start


def _places(document: Document, statement: Statement) -> Iterator[Node]:
    parts = [("source", statement.source), ("cue", statement.cue), *(("content", span) for span in statement.content)]
    return (_place(document, span, role) for role, span in parts if span is not None)


def _place(document: Document, span: Span, role: str | None = None) -> Node:
    """The exact characters of a span, by position in code points and by quotation."""
    quoted = {f"oa:{key}": words for key, words in quotation(document.text, span).items()}
    return _told(
        {
            "@type": "oa:SpecificResource",
            "selon:role": role,
            "oa:hasSource": {"@id": document_name(document)},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end},
                {"@type": "oa:TextQuoteSelector", **quoted},
            ],
        }
    )
