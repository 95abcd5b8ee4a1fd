from pathlib import Path

import pytest

from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import GERMAN, read_file, read_one, told

PARAGRAPH = (
    "Le ministre des Finances a déclaré mercredi que les impôts baisseraient l’an prochain, et qu’à Évry comme à "
    "Orléans personne ne serait oublié par la réforme promise au printemps."
)
SECOND = "« Nous n’avons rien décidé », a répondu la présidente de la région, qui attend une réunion prévue en juin."
PAGE = f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Les impôts baisseront | Le Journal</title>
<meta property="og:title" content="Les impôts baisseront"><meta property="og:site_name" content="Le Journal">
<meta name="author" content="Léa Morin"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://journal.example/impots"><script>var tracked = "a dit que tout va bien";</script>
</head><body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Les impôts baisseront</h1><p>{PARAGRAPH}</p><p>{SECOND}</p></article>
<footer>Tous droits réservés. Abonnez-vous à notre lettre.</footer></body></html>
"""


def paragraphs(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line and line != document.title]


def test_text_and_metadata_are_found(tmp_path: Path):
    made = read_one(tmp_path / "impots.html", PAGE)
    assert paragraphs(made) == [PARAGRAPH, SECOND]
    assert (made.id, made.language, made.title) == ("impots", "fr", "Les impôts baisseront")
    assert (made.outlet, made.authors, made.published) == ("Le Journal", ("Léa Morin",), "2024-03-05")
    assert made.url == "https://journal.example/impots"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_page_is_a_page_under_any_name(tmp_path: Path, name: str):
    assert paragraphs(read_one(tmp_path / name, PAGE)) == [PARAGRAPH, SECOND]


@pytest.mark.parametrize(
    "broken",
    [
        PAGE[: PAGE.index("</article>")],
        PAGE.replace("</p>", "").replace("</article>", ""),
        PAGE.replace("</head><body>", ""),
        PAGE.replace("<article>", '<article class="a id=\'b">'),
        PAGE.replace("</nav>", "</nav></div></span></table>"),
    ],
    ids=["cut off", "nothing closed", "no body", "bad quotes", "closed too often"],
)
def test_a_broken_page_is_read_all_the_same(tmp_path: Path, broken: str):
    assert paragraphs(read_one(tmp_path / "a.html", broken)) == [PARAGRAPH, SECOND]


def test_entities_are_characters(tmp_path: Path):
    made = read_one(tmp_path / "a.html", PAGE.replace("Finances", "Fin&eacute;&amp;&#8239;&lt;b&gt;"))
    assert "Le ministre des Finé&\u202f<b> a déclaré" in made.text.replace("\xa0", "\u202f").replace("& <", "&\u202f<")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str):
    assert paragraphs(read_one(tmp_path / "a.html", PAGE.encode(encoding))) == [PARAGRAPH, SECOND]


@pytest.mark.parametrize("declared", ["windows-1252", "ISO-8859-1", "cp1252"])
def test_the_encoding_that_the_page_declares_is_used(tmp_path: Path, declared: str):
    page = PAGE.replace("utf-8", declared).encode("cp1252")
    assert paragraphs(read_one(tmp_path / "a.html", page)) == [PARAGRAPH, SECOND]


def test_the_encoding_given_is_stronger(tmp_path: Path):
    page = PAGE.encode("cp1252")
    assert paragraphs(read_one(tmp_path / "a.html", page, ReadSettings(encoding="cp1252"))) == [PARAGRAPH, SECOND]


@pytest.mark.parametrize("declared", ["klingon", "base64", "idna", "undefined"])
def test_an_encoding_that_is_none_is_told(tmp_path: Path, declared: str):
    path = tmp_path / "a.html"
    line_of_title = "a.html:2: not text in utf-8 (byte 0xF4)"
    (line,) = told(path, read_file(path, PAGE.replace("utf-8", declared).encode("cp1252")))
    assert line.startswith(line_of_title)


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><p>",
        "<!doctype html>",
    ],
)
def test_a_page_without_an_article_is_told(tmp_path: Path, page: str):
    path = tmp_path / "a.html"
    assert told(path, read_file(path, page)) == [
        "a.html: no article text was found in this HTML page. Save the text itself, or check that the page is complete."
    ]


def test_endless_nesting_does_no_harm(tmp_path: Path):
    path = tmp_path / "a.html"
    (item,) = read_file(path, "<html><body>" + "<div>" * 20_000 + f"<p>{PARAGRAPH}</p>")
    assert isinstance(item, Document) or item.key == "no_main_text"


def test_a_nul_byte_is_binary(tmp_path: Path):
    path = tmp_path / "a.html"
    (line,) = told(path, read_file(path, PAGE.encode() + b"\0"))
    assert line.startswith("a.html: looks like binary data")


def test_a_page_in_another_language_is_told(tmp_path: Path):
    path = tmp_path / "a.html"
    (line,) = told(path, read_file(path, PAGE.replace(PARAGRAPH, GERMAN * 2).replace(SECOND, GERMAN)))
    assert line.startswith("a.html: is in de,")


def test_the_same_page_gives_the_same_text(tmp_path: Path):
    assert read_one(tmp_path / "a.html", PAGE) == read_one(tmp_path / "a.html", PAGE)
