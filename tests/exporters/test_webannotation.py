import json
from io import BytesIO

from hypothesis import given, settings

from selon.exporters import exporter_for
from selon.exporters.links import Links
from selon.exporters.webannotation import annotation, relation_annotations
from selon.records import Document, Relation, Span
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, SHAPES, document, statement


def test_one_page_with_the_statements_of_all_documents():
    page = json.loads(written("webannotation", *SHAPES))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert [item["id"] for item in page["items"]] == [
        "urn:selon:nested:1",
        "urn:selon:nested:2",
        "urn:selon:nested:3",
        "urn:selon:split:1",
        "urn:selon:crossing:1",
        "urn:selon:crossing:2",
        "urn:selon:bare:1",
        "urn:selon:two:4",
        "urn:selon:two:9",
    ]


def test_a_page_without_statements():
    assert json.loads(written("webannotation", NOTHING))["items"] == []
    assert json.loads(written("webannotation"))["items"] == []


def test_a_statement_as_an_annotation():
    made = annotation(NESTED, NESTED.statements[1])
    assert {name: value for name, value in made.items() if name != "target"} == {
        "id": "urn:selon:nested:2",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "selon:Statement",
            "selon:form": "indirect",
            "selon:confidence": 0.4,
            "selon:parent": "urn:selon:nested:1",
        },
        "generator": {"type": "Software", "name": "by-hand 1"},
    }
    assert made["target"][0] == {  # type: ignore[index]
        "type": "SpecificResource",
        "source": "https://paper.example/talks",
        "selon:role": "source",
        "selector": [
            {"type": "TextPositionSelector", "start": 16, "end": 22},
            {
                "type": "TextQuoteSelector",
                "exact": "Austin",
                "prefix": "Kirby said that ",
                "suffix": " thinks the talks will fail.\n\nNo",
            },
        ],
    }


def test_what_is_not_there_is_no_target():
    made = annotation(BARE, BARE.statements[0])
    assert [target["selon:role"] for target in made["target"]] == ["content"]  # type: ignore[attr-defined]
    assert "selon:parent" not in made["body"]  # type: ignore[operator]


def test_a_document_without_an_address_is_named_by_its_id():
    text = "A said: yes."
    made = document(text, statement(text, 1, "A", "said", "yes"), id="Le Monde/été #1")
    made_of_it = annotation(made, made.statements[0])
    assert made_of_it["id"] == "urn:selon:Le%20Monde%2F%C3%A9t%C3%A9%20%231:1"
    assert made_of_it["target"][0]["source"] == "urn:selon:Le%20Monde%2F%C3%A9t%C3%A9%20%231"  # type: ignore[index]


def test_a_document_that_no_one_read_has_no_generator():
    made = Document("A said: yes.", statements=(BARE.statements[0],))
    assert "generator" not in annotation(made, made.statements[0])


def test_a_relation_links_two_statements():
    relation = Relation("5f0c", "77ab", "confirms", 0.875, by="Bo Li")
    assert list(relation_annotations([(relation, ["both tell 300 jobs"])])) == [
        {
            "id": "urn:selon:relation:5f0c:77ab:confirms",
            "type": "Annotation",
            "motivation": "linking",
            "creator": {"name": "Bo Li"},
            "body": {
                "type": "selon:Relation",
                "selon:type": "confirms",
                "selon:score": 0.875,
                "selon:reasons": ["both tell 300 jobs"],
            },
            "target": [
                {"type": "SpecificResource", "source": "urn:selon:statement:5f0c", "selon:role": "later"},
                {"type": "SpecificResource", "source": "urn:selon:statement:77ab", "selon:role": "earlier"},
            ],
        }
    ]


def test_a_relation_without_reasons_has_none():
    (made,) = relation_annotations([(Relation("a", "b", "repeats", 0.5), ())])
    assert "selon:reasons" not in made["body"]  # type: ignore[operator]


def test_with_relations_the_statements_have_the_names_by_which_they_are_linked():
    out = BytesIO()
    links = Links([(Relation("n2", "n3", "contradicts", 0.5), ())], lambda document, number: f"n{number}")
    exporter_for("webannotation", links)([NESTED], out)
    items = json.loads(out.getvalue())["items"]
    assert [item["motivation"] for item in items] == ["identifying"] * 3 + ["linking"]
    assert items[1]["body"]["selon:parent"] == items[0]["id"]
    assert [target["source"] for target in items[3]["target"]] == [items[1]["id"], items[2]["id"]]


@settings(max_examples=40)
@given(documents())
def test_the_selectors_find_the_words(made: Document):
    page = json.loads(written("webannotation", made))
    for item, s in zip(page["items"], made.statements, strict=True):
        spans = [span for span in (s.source, s.cue, *s.content) if span is not None]
        for target, span in zip(item["target"], spans, strict=True):
            position, quote = target["selector"]
            assert Span(position["start"], position["end"]) == span
            assert quote["exact"] == made.text[span.start : span.end]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            start = span.start - len(quote["prefix"])
            assert made.text[start : start + len(around)] == around
            assert len(quote["prefix"]) == min(32, span.start)
            assert len(quote["suffix"]) == min(32, len(made.text) - span.end)
