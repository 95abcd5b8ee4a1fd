import pytest

from selon.errors import OtherLanguage
from selon.importers.language import told_language, with_language
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr-CA", "fr"),
        ("fr_FR.UTF-8", "fr"),
        ("fra", "fr"),
        ("French", "fr"),
        ("Français", "fr"),
        (" eng ", "en"),
        ("en-GB", "en"),
        ("English", "en"),
        ("anglais", "en"),
        ("de", "de"),
        ("German", "german"),
        ("fry", "fry"),
        ("enm", "enm"),
        ("", None),
        ("und", None),
        ("Unknown", None),
        ("N/A", None),
        (None, None),
    ],
)
def test_a_language_goes_by_many_names(name: str | None, language: str | None):
    assert told_language(name) == language


def test_the_language_is_found_where_it_is_not_told():
    assert with_language(Document(FRENCH), "a", ReadSettings()).language == "fr"
    assert with_language(Document("Oui."), "a", ReadSettings()).language is None


def test_the_documents_own_language_is_believed():
    assert with_language(Document(FRENCH, language="en"), "a", ReadSettings()).language == "en"


def test_the_setting_is_stronger_than_the_document():
    assert with_language(Document(GERMAN, language="en"), "a", ReadSettings(language="fr")).language == "fr"


@pytest.mark.parametrize("document", [Document(GERMAN), Document("Ja.", language="de")])  # type: ignore[arg-type]
def test_another_language_is_refused(document: Document):
    with pytest.raises(OtherLanguage, match=r"a.txt: is in de,"):
        with_language(document, "a.txt", ReadSettings())
