import pytest

from selon.errors import BadRecord, OtherLanguage, UsageError
from selon.importers.rows import check_fields, check_text, document_of, field_names
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN

NO_SETTINGS = ReadSettings()


def test_a_row_becomes_a_document():
    row = {
        "ID": 7,
        " Text ": FRENCH,
        "headline": "Titre",
        "publisher": {"@type": "Organization", "name": "Le Journal"},
        "author": [{"name": "Léa"}, "Bo", {"no": "name"}, None],
        "datePublished": "2024-05-01",
        "Permalink": "https://a.example",
        "lang": "French",
        "other": [1, 2],
    }
    assert document_of(row, "a", NO_SETTINGS) == Document(
        FRENCH,
        id="7",
        language="fr",
        title="Titre",
        outlet="Le Journal",
        authors=("Léa", "Bo"),
        published="2024-05-01",
        url="https://a.example",
    )


def test_what_is_not_told_is_none():
    made = document_of({"text": "Oui.", "title": "", "url": None, "authors": []}, "a", NO_SETTINGS)
    assert made == Document("Oui.")
    assert made.id == Document("Oui.").id


def test_the_likelier_name_is_taken_first():
    made = document_of({"content": "non", "text": "oui", "body": "non"}, "a", NO_SETTINGS)
    assert made.text == "oui"


def test_an_empty_value_gives_way_to_the_next_name():
    assert document_of({"text": "", "body": "oui"}, "a", NO_SETTINGS).text == "oui"


def test_the_text_is_not_trimmed():
    assert document_of({"text": "  Oui.\r\n"}, "a", NO_SETTINGS).text == "  Oui.\r\n"


def test_zero_is_an_id():
    assert document_of({"text": "Oui.", "id": 0}, "a", NO_SETTINGS).id == "0"


def test_a_name_given_stands_before_the_usual_ones():
    given = ReadSettings(fields=(("text", "Résumé "), ("title", "h1")))
    made = document_of({"text": "non", "résumé": "oui", "title": "non", "H1": "Titre"}, "a", given)
    assert (made.text, made.title) == ("oui", "Titre")


@pytest.mark.parametrize("text", [None, "", "  \n", 12, ["Oui."], {"name": "Oui."}, True])
def test_a_row_without_text_is_told_with_its_fields(text: object):
    with pytest.raises(BadRecord) as caught:
        document_of({"id": 1, "text": text}, "a.jsonl:3", NO_SETTINGS)
    assert str(caught.value) == (
        "a.jsonl:3: has no text in the field 'text'. It has: id, text. Name the right one with --field text=NAME."
    )


def test_the_name_given_is_the_one_that_is_missed():
    with pytest.raises(BadRecord, match="no text in the field 'corps'"):
        document_of({"text": "Oui."}, "a", ReadSettings(fields=(("text", "corps"),)))


def test_another_language_is_told_with_the_place_of_the_row():
    with pytest.raises(OtherLanguage, match=r"^a.csv:12: is in de,"):
        document_of({"text": GERMAN}, "a.csv:12", NO_SETTINGS)


@pytest.mark.parametrize("names", [["text"], ["id", " BODY "], ["Texte"]])
def test_a_header_with_a_text_is_accepted(names: list[str]):
    check_text(names, "a.csv", NO_SETTINGS)


def test_a_header_without_the_text_is_refused():
    with pytest.raises(BadRecord, match=r"a.csv: has no text in the field 'text'. It has: id, resume\."):
        check_text(["id", "resume"], "a.csv", NO_SETTINGS)
    with pytest.raises(BadRecord, match="no text in the field 'resume'"):
        check_text(["id", "text"], "a.csv", ReadSettings(fields=(("text", "resume"),)))


def test_a_field_that_no_document_has_is_refused():
    check_fields((("text", "a"), ("published", "b")))
    with pytest.raises(UsageError) as caught:
        check_fields((("body", "a"),))
    assert str(caught.value) == (
        "'body' does not name a field. Write it as --field NAME=COLUMN, where NAME is one of: "
        "id, text, title, outlet, authors, published, url, language."
    )


def test_names_of_fields_are_in_small_letters_and_each_belongs_to_one_field():
    names = [name for names in field_names().values() for name in names]
    assert names == [name.lower() for name in names]
    assert len(names) == len(set(names))
