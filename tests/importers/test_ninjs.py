import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import GERMAN, read_file, read_one, told

OLD = {
    "uri": "urn:newsml:agence.example:1",
    "type": "text",
    "versioncreated": "2024-03-05T10:00:00+01:00",
    "language": "fr-FR",
    "headline": "Les impôts baisseront",
    "byline": "Léa Morin",
    "body_text": "Les impôts baisseront, a dit le ministre.\n\n« Enfin », dit-elle.",
    "body_html": "<p>autre chose</p>",
    "provider": {"name": "Agence"},
}
NEW = {
    "standard": {"name": "ninjs", "version": "2.1"},
    "uri": "https://agency.example/items/2",
    "versioncreated": "2024-03-05T10:00:00Z",
    "language": "en",
    "headlines": [{"role": "short", "value": "Taxes"}, {"role": "main", "value": "Taxes will fall"}],
    "by": "Ann Lee",
    "infosources": [{"name": "The Agency", "role": "origin"}],
    "bodies": [
        {"role": "html", "contenttype": "text/html", "value": "<h1>Taxes</h1><p>They will <b>fall</b>, he said.</p>"},
        {"role": "caption", "contenttype": "application/x-other", "value": "no"},
    ],
}


def test_an_item_of_version_1_is_a_document(tmp_path: Path):
    assert read_one(tmp_path / "a.json", json.dumps(OLD, indent=1)) == Document(
        "Les impôts baisseront, a dit le ministre.\n\n« Enfin », dit-elle.",
        id="urn:newsml:agence.example:1",
        language="fr",
        title="Les impôts baisseront",
        outlet="Agence",
        authors=("Léa Morin",),
        published="2024-03-05T10:00:00+01:00",
    )


def test_an_item_of_version_2_is_a_document(tmp_path: Path):
    assert read_one(tmp_path / "a.json", json.dumps(NEW)) == Document(
        "Taxes\n\nThey will fall, he said.",
        id="https://agency.example/items/2",
        language="en",
        title="Taxes will fall",
        outlet="The Agency",
        authors=("Ann Lee",),
        published="2024-03-05T10:00:00Z",
        url="https://agency.example/items/2",
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"body_html": "<p>Un.</p><p>Deux.</p>"}, "Un.\n\nDeux."),
        ({"body_xhtml": "<div>Un.</div>"}, "Un."),
        ({"body_text": " ", "body_html": "<p>Un.</p>"}, "Un."),
        (
            {
                "bodies": [
                    {"contenttype": "text/html", "value": "<p>a</p>"},
                    {"contenttype": "text/plain", "value": "b"},
                ]
            },
            "b",
        ),
        ({"bodies": [{"role": "xhtml", "value": "<p>a</p>"}]}, "a"),
        ({"bodies": [{"value": "1 < 2"}]}, "1 < 2"),
    ],
)
def test_plain_text_comes_before_html(tmp_path: Path, body: dict[str, object], text: str):
    assert read_one(tmp_path / "a.json", json.dumps({"uri": "u", **body})).text == text


@pytest.mark.parametrize(
    ("given_", "outlet"),
    [
        ({"provider": {"name": "A"}, "source": "B"}, "A"),
        ({"source": "B"}, "B"),
        ({"infosource": [{"name": "C"}]}, "C"),
        ({"provider": {"literal": "x"}}, None),
        ({}, None),
    ],
)
def test_the_outlet_is_the_provider_or_source(tmp_path: Path, given_: dict[str, object], outlet: str | None):
    assert read_one(tmp_path / "a.json", json.dumps({"uri": "u", "body_text": "Oui.", **given_})).outlet == outlet


def test_lists_and_lines_of_items_are_read(tmp_path: Path):
    one, two = ({"uri": uri, "body_text": f"{uri}."} for uri in ("un", "deux"))
    assert told(tmp_path, read_file(tmp_path / "a.json", json.dumps([one, two]))) == ["un.", "deux."]
    assert told(tmp_path, read_file(tmp_path / "a.jsonl", f"{json.dumps(one)}\n{json.dumps(two)}")) == ["un.", "deux."]


def test_an_item_without_a_body_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.json"
    picture = {"uri": "u", "versioncreated": "2024-03-05", "type": "picture", "headline": "Photo"}
    wrong = {"uri": "u", "body_text": 3, "bodies": ["x", {"value": None}, 4]}
    problem = (
        "this ninjs item has no body as text or HTML. Pictures and events have none; for another field give "
        "--field text=NAME."
    )
    assert told(path, read_file(path, json.dumps([picture, OLD, wrong]))) == [
        f"a.json[0]: {problem}",
        OLD["body_text"],
        f"a.json[2]: {problem}",
    ]


def test_a_field_given_is_read(tmp_path: Path):
    given_ = ReadSettings(fields=(("text", "description_text"),))
    assert read_one(tmp_path / "a.json", json.dumps({**OLD, "description_text": "Court."}), given_).text == "Court."
    made = read_one(tmp_path / "a.json", json.dumps({**OLD, "desk": "Eco"}), ReadSettings(fields=(("outlet", "desk"),)))
    assert made.outlet == "Eco"


def test_an_item_in_another_language_is_told(tmp_path: Path):
    path = tmp_path / "a.json"
    (line,) = told(path, read_file(path, json.dumps({"uri": "u", "body_text": GERMAN, "language": "de"})))
    assert line.startswith("a.json:1: is in de,")


JSON = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=2), max_leaves=3)
PARTS = st.dictionaries(st.sampled_from(["role", "contenttype", "value", "name"]), JSON)
ITEM = st.dictionaries(
    st.sampled_from(["bodies", "headlines", "body_text", "body_html", "provider", "source", "by", "byline", "language",
                     "standard", "versioncreated", "headline"]),
    JSON | PARTS | st.lists(PARTS, max_size=2),
)  # fmt: skip


@settings(max_examples=100)
@given(ITEM)
def test_any_item_gives_a_document_or_an_error(tmp_path: Path, item: dict[str, object]):
    (made,) = read_file(tmp_path / "a.json", json.dumps([{"uri": "u", **item}]), ReadSettings(language="fr"))
    assert made.text.strip() if isinstance(made, Document) else "a.json[0]" in made.told("en")
