import dataclasses
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from rdflib import PROV, RDF, SDO, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from selon.exporters import exporter_for
from selon.exporters.jsonld import actor_node, article_node, figure_node, relation_nodes, statement_node
from selon.exporters.links import Links
from selon.records import RELATION_TYPES, Actor, Document, Figure, Relation, Span, Statement, When
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, READ, SHAPES, SPLIT

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
SCHEMA = Namespace("http://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
SELON = Namespace("urn:selon:vocabulary:")
OA_TERMS = {
    "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "hasSource", "hasSelector",
    "start", "end", "exact", "prefix", "suffix",
}  # fmt: skip
PAGE = Path(__file__).parents[2] / "docs/reference/formats.md"

LEE = Actor("person:ann-lee", "Ann Lee", "person", "spokeswoman", "The Works", True)
LATER = URIRef("urn:selon:statement:b2")
EARLIER = URIRef("urn:selon:statement:a1")


def graph(*made: Document, links: Links | None = None) -> Graph:
    """The triples as another program reads them: rdflib, which fetches nothing."""
    out = BytesIO()
    exporter_for("jsonld", links)(made, out)
    return Graph().parse(data=out.getvalue(), format="json-ld")


def changed(**fields: object) -> Statement:
    """The statement of READ with other values."""
    return dataclasses.replace(READ.statements[0], **fields)  # type: ignore[arg-type]


def read(**fields: object) -> tuple[Graph, URIRef]:
    """The triples of READ with another statement, and the statement."""
    return graph(dataclasses.replace(READ, statements=(changed(**fields),))), URIRef("urn:selon:read:1")


def kinds(found: Graph, node: Node) -> set[str]:
    return {str(kind).removeprefix("http://schema.org/") for kind in found.objects(node, RDF.type)}


def test_an_article_has_what_the_input_told():
    found, article = graph(NESTED), URIRef("urn:selon:nested")
    assert kinds(found, article) == {"NewsArticle"}
    assert found.value(article, SCHEMA.headline) == Literal("Talks")
    assert found.value(article, SCHEMA.datePublished) == Literal("2024-05-01", datatype=XSD.date)
    assert found.value(article, SCHEMA.inLanguage) == Literal("en")
    assert found.value(article, SCHEMA.identifier) == Literal("nested")
    assert found.value(article, SCHEMA.url) == URIRef("https://paper.example/talks")
    publisher = found.value(article, SCHEMA.publisher)
    assert publisher is not None
    assert kinds(found, publisher) == {"Organization"}
    assert found.value(publisher, SCHEMA.name) == Literal("The Paper")
    authors = list(found.objects(article, SCHEMA.author))
    assert {str(found.value(author, SCHEMA.name)) for author in authors} == {"Ann Lee", "Bo Li"}
    assert not [kind for author in authors for kind in kinds(found, author)]


def test_what_the_input_did_not_tell_is_left_out():
    made = Document("A said: yes.", id="a")
    assert article_node(made) == {"@id": "urn:selon:a", "@type": "NewsArticle", "identifier": "a"}
    assert len(graph(made)) == 2


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2024-05-01", Literal("2024-05-01", datatype=XSD.date)),
        ("2024-05-01T10:30Z", Literal("2024-05-01T10:30:00+00:00", datatype=XSD.dateTime)),
        ("2024-05-01 10:30", Literal("2024-05-01T10:30:00", datatype=XSD.dateTime)),
        ("le 1er mai", None),
    ],
)
def test_a_date_is_one_or_stays_in_words(told: str, expected: Literal | None):
    found, article = graph(dataclasses.replace(NOTHING, published=told)), URIRef("urn:selon:nothing")
    assert found.value(article, SCHEMA.datePublished) == expected
    assert found.value(article, SELON.published) == (None if expected else Literal(told))


@pytest.mark.parametrize(
    "told", ["paper.example/talks", "http://", "http://[a", "http://a.example/b c", "javascript:x"]
)
def test_an_address_that_is_none_is_a_literal(told: str):
    found = graph(dataclasses.replace(NOTHING, url=told))
    assert found.value(URIRef("urn:selon:nothing"), SCHEMA.url) == Literal(told)


def test_a_statement_is_a_claim_that_appears_in_its_article():
    found, claim, article = graph(NESTED), URIRef("urn:selon:nested:2"), URIRef("urn:selon:nested")
    assert kinds(found, claim) == {"Claim", str(SELON.Statement)}
    assert found.value(claim, SCHEMA.text) == Literal("the talks will fail")
    assert found.value(claim, SCHEMA.appearance) == found.value(claim, SCHEMA.isBasedOn) == article
    assert found.value(claim, SELON.parent) == URIRef("urn:selon:nested:1")
    assert found.value(claim, SELON.form) == Literal("indirect")
    assert found.value(claim, SELON.confidence) == Literal("0.4", datatype=XSD.double)
    assert not list(found.objects(claim, SCHEMA.firstAppearance))


def test_a_whole_confidence_is_a_number_like_the_others():
    found = graph(NESTED)
    assert found.value(URIRef("urn:selon:nested:3"), SELON.confidence).datatype == XSD.double  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"form": "direct"}, {"Quotation", "Claim"}),
        ({"form": "mixed"}, {"Quotation", "Claim"}),
        ({"form": "indirect"}, {"Claim"}),
        ({"form": "indirect", "act": None, "certainty": None}, {"Claim"}),
        ({"form": "direct", "act": "order"}, {"Quotation"}),
        ({"form": "indirect", "act": "want"}, {"CreativeWork"}),
        ({"form": "indirect", "certainty": "unknown"}, {"CreativeWork"}),
    ],
)
def test_the_class_is_what_the_statement_is(fields: dict[str, object], expected: set[str]):
    found, statement = read(**fields)
    assert kinds(found, statement) - {str(SELON.Statement)} == expected
    assert (found.value(statement, SCHEMA.appearance) is not None) == ("Claim" in expected)


def test_who_asserts_is_the_author_and_who_is_quoted_speaks():
    found, statement = read(actor=LEE, denied=False, form="mixed")
    (actor,) = found.objects(statement, SCHEMA.author)
    assert actor == URIRef("urn:selon:actor:person%3Aann-lee") == found.value(statement, SCHEMA.spokenByCharacter)
    assert kinds(found, actor) == {"Person", str(SELON.Actor)}
    assert found.value(actor, SCHEMA.name) == Literal("Ann Lee")
    assert found.value(actor, SCHEMA.jobTitle) == Literal("spokeswoman")
    (body,) = found.objects(actor, SCHEMA.affiliation)
    assert kinds(found, body) == {"Organization"}
    assert found.value(body, SCHEMA.name) == Literal("The Works")


def test_in_indirect_speech_nobody_is_quoted():
    found, statement = read(actor=LEE, denied=False)
    assert found.value(statement, SCHEMA.author) is not None
    assert found.value(statement, SCHEMA.spokenByCharacter) is None


@pytest.mark.parametrize("form", ["indirect", "mixed"])
def test_who_denies_something_is_not_its_author(form: str):
    found, statement = read(actor=LEE, denied=True, form=form)
    assert found.value(statement, SCHEMA.author) is None
    assert found.value(statement, SELON.denied_by) == URIRef("urn:selon:actor:person%3Aann-lee")
    assert found.value(statement, SELON.denied) == Literal(True)


def test_the_words_of_a_denial_have_their_author():
    found, statement = read(actor=LEE, denied=True, form="direct")
    assert found.value(statement, SCHEMA.author) is not None
    assert found.value(statement, SELON.denied_by) is None


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (
            Actor("country:KR", "South Korea", "country", None, "NATO", True),
            {
                "@id": "urn:selon:actor:country%3AKR",
                "@type": ["selon:Actor", "Organization"],
                "name": "South Korea",
                "selon:on_behalf_of": {"@type": "Organization", "name": "NATO"},
                "selon:who_type": "country",
            },
        ),
        (
            Actor("unnamed:a:spokesman", "a spokesman", "person"),
            {
                "@id": "urn:selon:actor:unnamed%3Aa%3Aspokesman",
                "@type": ["selon:Actor", "Person"],
                "description": ["a spokesman"],
                "selon:who_type": "person",
            },
        ),
        (
            Actor(None, "analysts", "group", "in Paris"),
            {
                "@type": ["selon:Actor"],
                "description": ["analysts", "in Paris"],
                "selon:who_type": "group",
            },
        ),
    ],
)
def test_an_actor_is_what_is_known_of_it(actor: Actor, expected: dict[str, object]):
    assert actor_node(actor) == expected


@pytest.mark.parametrize("actor", [None, Actor(None, None, "none")])
def test_nobody_is_no_actor(actor: Actor | None):
    made = statement_node(READ, changed(actor=actor, form="mixed"))
    assert not {"author", "spokenByCharacter", "selon:denied_by"} & set(made)


DAY = When(Span(3, 12), "2024-05-01", "2024-05-01", "day")


@pytest.mark.parametrize(
    ("said_on", "expected"),
    [
        (DAY, Literal("2024-05-01", datatype=XSD.date)),
        (dataclasses.replace(DAY, about=True), None),
        (dataclasses.replace(DAY, end="2024-05-02"), None),
        (dataclasses.replace(DAY, end=None), None),
        (dataclasses.replace(DAY, start=None, end=None, offset="-P1D"), None),
        (dataclasses.replace(DAY, granularity="week"), None),
        (dataclasses.replace(DAY, start="2024-05-01T10:00", end="2024-05-01T10:00", granularity="minute"), None),
        (None, None),
    ],
)
def test_only_a_day_is_the_date_of_a_statement(said_on: When | None, expected: Literal | None):
    found, statement = read(said_on=said_on)
    assert found.value(statement, SCHEMA.dateCreated) == expected
    times = list(found.objects(statement, SELON.said_on))
    assert len(times) == (said_on is not None)
    if said_on:
        assert found.value(times[0], SELON.start) == (Literal(said_on.start) if said_on.start else None)
        assert found.value(times[0], SELON.offset) == (Literal(said_on.offset) if said_on.offset else None)


def test_the_times_of_a_content_are_intervals():
    found, statement = read()
    (time,) = found.objects(statement, SELON.times)
    assert found.value(time, SELON.start) == Literal("2024-05-02")
    assert found.value(time, SELON.end) is None


def test_a_figure_is_an_interval_whose_open_side_is_left_out():
    found, statement = read()
    (figure,) = found.objects(statement, SCHEMA.mentions)
    assert kinds(found, figure) == {"QuantitativeValue"}
    assert found.value(figure, SCHEMA.maxValue) == Literal(300)
    assert found.value(figure, SCHEMA.minValue) is None
    assert found.value(figure, SCHEMA.value) is None
    assert found.value(figure, SCHEMA.name) == Literal("jobs")
    assert found.value(figure, SCHEMA.unitText) == Literal("job per year")
    assert (found.value(figure, SELON.unit), found.value(figure, SELON.per)) == (Literal("job"), Literal("year"))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(DAY.span, 0.0, 0.0), {"value": 0, "minValue": 0, "maxValue": 0}),
        (Figure(DAY.span, 2.5, 2.5, True, "%"), {"minValue": 2.5, "maxValue": 2.5, "unitText": "%"}),
        (Figure(DAY.span, 3.0, None, per="day"), {"minValue": 3, "unitText": "per day", "selon:per": "day"}),
        (
            Figure(DAY.span, 3.0, 4.0, False, "km", "roads", ("lanes",), None, DAY, "rise_to", "new"),
            {
                "minValue": 3, "maxValue": 4, "unitText": "km", "name": "roads", "selon:parts": ["lanes"],
                "selon:change": "rise_to", "selon:tally": "new",
            },
        ),
    ],
)  # fmt: skip
def test_a_figure_tells_its_bounds_and_unit(figure: Figure, expected: dict[str, object]):
    made = figure_node(READ, figure)
    assert made.pop("selon:place")
    assert ("selon:as_of" in made) == (figure.as_of is not None)
    made.pop("selon:as_of", None)
    assert made == {"@type": "QuantitativeValue", "selon:about": figure.about, **expected}


def test_an_entry_was_generated_by_a_reading_of_its_article():
    found, claim, article = graph(NESTED, READ), URIRef("urn:selon:nested:1"), URIRef("urn:selon:nested")
    reading = found.value(claim, PROV.wasGeneratedBy)
    assert reading is not None
    assert found.value(claim, PROV.wasDerivedFrom) == found.value(reading, PROV.used) == article
    assert kinds(found, reading) == {str(PROV.Activity)}
    agent = found.value(reading, PROV.wasAssociatedWith)
    assert set(found.objects(None, PROV.wasAssociatedWith)) == {agent}
    assert agent is not None
    assert kinds(found, agent) == {str(PROV.SoftwareAgent), "SoftwareApplication"}
    assert found.value(agent, SCHEMA.name) == Literal("by-hand")
    assert found.value(agent, SCHEMA.softwareVersion) == Literal("1")


def test_a_document_that_no_one_read_names_no_software():
    made = Document("A said: yes.", id="a", statements=BARE.statements)
    found = graph(made)
    assert not list(found.triples((None, PROV.wasGeneratedBy, None)))
    assert not list(found.triples((None, RDF.type, PROV.Activity)))


def test_a_place_is_found_by_position_and_by_quotation():
    found, statement = read()
    places = {str(found.value(place, SELON.role)): place for place in found.objects(statement, SELON.place)}
    assert set(places) == {"source", "cue", "content"}
    cue = places["cue"]
    assert found.value(cue, OA.hasSource) == URIRef("urn:selon:read")
    selectors = {next(found.objects(s, RDF.type)): s for s in found.objects(cue, OA.hasSelector)}
    position, quotation = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
    assert found.value(position, OA.start) == Literal(21, datatype=XSD.nonNegativeInteger)
    assert found.value(position, OA.end) == Literal(27, datatype=XSD.nonNegativeInteger)
    assert found.value(quotation, OA.exact) == Literal("denied")
    assert found.value(quotation, OA.prefix) == Literal("On Wednesday Ann Lee ")


def test_a_content_in_segments_has_a_place_for_each():
    found = graph(SPLIT)
    roles = [str(found.value(p, SELON.role)) for p in found.objects(URIRef("urn:selon:split:1"), SELON.place)]
    assert sorted(roles) == ["content", "content", "cue", "source"]
    assert found.value(URIRef("urn:selon:split:1"), SCHEMA.text) == Literal("« Nous irons » … « et nous resterons »")


@pytest.mark.parametrize("relation_type", RELATION_TYPES)
def test_a_relation_is_an_entry_derived_from_two_statements(relation_type: str):
    relation = Relation("b2", "a1", relation_type, 1.0, by="Bo Li")  # type: ignore[arg-type]
    ids = {1: "a1", 2: "b2", 3: "c3"}
    found = graph(NESTED, links=Links([(relation, ["one source", "one figure"])], lambda _, number: ids[number]))
    node = URIRef(f"urn:selon:relation:b2:a1:{relation_type}")
    assert kinds(found, node) == {str(SELON.Relation)}
    assert found.value(node, SELON.type) == Literal(relation_type)
    assert (found.value(node, SELON.later), found.value(node, SELON.earlier)) == (LATER, EARLIER)
    assert set(found.objects(node, PROV.wasDerivedFrom)) == {LATER, EARLIER}
    assert found.value(node, SELON.score) == Literal("1.0", datatype=XSD.double)
    assert {str(reason) for reason in found.objects(node, SELON.reasons)} == {"one source", "one figure"}
    assert found.value(found.value(node, PROV.wasAttributedTo), SCHEMA.name) == Literal("Bo Li")
    assert "Claim" in kinds(found, LATER)
    assert found.value(LATER, SELON.parent) == EARLIER
    assert found.value(LATER, PROV.wasDerivedFrom) == URIRef("urn:selon:nested")  # and not from the other statement


def test_a_relation_without_reasons_has_none():
    (made,) = relation_nodes([(Relation("b2", "a1", "repeats", 0.5), ())])
    assert "selon:reasons" not in made


def test_no_document_is_an_empty_graph():
    assert json.loads(written("jsonld"))["@graph"] == []
    assert len(graph()) == 0


def full() -> Graph:
    """A graph with every term that is written."""
    figure = Figure(DAY.span, 3.0, 4.0, True, "km", "roads", ("lanes",), "day", DAY, "rise_to", "new")
    actors = [LEE, Actor("a", "a mayor", "country", "head", "NATO")]
    forms = ["direct", "indirect", "mixed", "indirect"]
    acts = ["say", "want", "order", "show"]
    statements = tuple(
        changed(id=i + 1, form=form, act=act, actor=actors[i % 2], figures=(figure,), parent=i or None, denied=i > 1,
                said_on=dataclasses.replace(DAY, offset="-P1D"))
        for i, (form, act) in enumerate(zip(forms, acts, strict=True))
    )  # fmt: skip
    made = dataclasses.replace(NESTED, text=READ.text, statements=statements, published="hier")
    links = Links([(Relation("1", "2", "settles", 0.5), ["so"])], lambda _, number: str(number))
    return graph(made, NESTED, links=links)


def terms(found: Graph, space: str) -> set[str]:
    """The properties and classes of a vocabulary that are used."""
    used = {*found.predicates(), *found.objects(None, RDF.type)}
    return {str(term).removeprefix(space) for term in used if str(term).startswith(space)}


def test_every_term_is_one_of_its_vocabulary():
    found = full()
    assert len(terms(found, str(SCHEMA))) > 20
    assert not [name for name in terms(found, str(SCHEMA)) if name not in SDO]
    assert not [name for name in terms(found, str(PROV)) if name not in PROV]
    assert terms(found, str(OA)) == OA_TERMS
    spaces = (str(SCHEMA), str(PROV), str(OA), str(SELON), str(RDF))
    assert not [term for term in terms(found, "") if not term.startswith(spaces)]


def test_every_term_of_our_own_is_described_and_no_other():
    table = PAGE.read_text(encoding="utf-8").split("| term | |", 1)[1].split("\n\n", 1)[0]
    described = set(re.findall(r"`selon:(\w+)`", " ".join(re.findall(r"^\| (.+?) \|", table, re.M))))
    annotated = set(re.findall(r'"selon:(\w+)"', written("webannotation", READ, NESTED).decode())) - {"Statement"}
    assert described == terms(full(), str(SELON)) | annotated


def test_nothing_but_what_was_told():
    def nulls(value: object) -> bool:
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return value is None or value == [] or any(map(nulls, parts))

    made = json.loads(written("jsonld", *SHAPES, READ))
    assert not [node for node in made["@graph"] if nulls(node)]


def test_a_lone_surrogate_is_escaped():
    text = "A\ud800 said: y\udfffes."
    made = Document(text, id="x\ud800", title="\udc00", statements=(dataclasses.replace(BARE.statements[0]),))
    told = written("jsonld", made)
    assert b"\\udc00" in told
    assert json.loads(told)["@graph"][0]["headline"] == "\udc00"
    assert Literal("\udc00") in graph(made).objects(URIRef("urn:selon:x%3F"), SCHEMA.headline)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_any_document_is_read_by_others(made: Document):
    found = graph(made)
    statements = set(found.subjects(RDF.type, SELON.Statement))
    assert len(statements) == len(made.statements)
    for s in made.statements:
        node = next(n for n in statements if str(n).endswith(f":{s.id}"))
        spans = {span for span in (s.source, s.cue, *s.content) if span is not None}
        selectors = [x for place in found.objects(node, SELON.place) for x in found.objects(place, OA.hasSelector)]
        positions = [x for x in selectors if (x, RDF.type, OA.TextPositionSelector) in found]
        assert {Span(int(found.value(x, OA.start)), int(found.value(x, OA.end))) for x in positions} == spans
        words = {str(found.value(x, OA.exact)) for x in selectors if x not in positions}
        assert words == {span.of(made.text) for span in spans}
