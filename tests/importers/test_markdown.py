from pathlib import Path

import pytest

from selon.importers.markdown import plain_text
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, read_file, read_one


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("Un *deux* **trois** `quatre`.", "Un deux trois quatre."),
        ("Une phrase\nsur deux lignes.", "Une phrase sur deux lignes."),
        ("Un vers  \nun autre", "Un vers\nun autre"),
        ("Un.\n\n\n\nDeux.", "Un.\n\nDeux."),
        ("[Léa](https://a.example 'titre') a dit", "Léa a dit"),
        ("![une image](a.png)", ""),
        ("> Nous partons.\n>\n> Demain.", "Nous partons.\n\nDemain."),
        ("- un\n- deux\n  - trois", "un\n\ndeux\n\ntrois"),
        ("1. un\n2. deux", "un\n\ndeux"),
        ("a | b\n--|--\nc | d", "a\n\nb\n\nc\n\nd"),
        ("```\nif x:\n  y\n```", "if x:\n  y"),
        ("Il a dit \\*non\\* &amp; &eacute;", "Il a dit *non* & é"),
        ("<b>gras</b> et <script>alert(1)</script>", "gras et alert(1)"),
        ("<div>\nun bloc\n</div>", ""),
        ("# Titre #\n\nTexte", "Titre\n\nTexte"),
        ("Titre\n===\n\nTexte", "Titre\n\nTexte"),
        ("", ""),
        ("---\n\n***", ""),
    ],
)
def test_the_marks_are_left_out(marked: str, text: str):
    assert plain_text(marked)[0] == text


def test_the_first_heading_is_the_title(tmp_path: Path):
    made = read_one(tmp_path / "a.md", f"## Les *impôts*\n\n{FRENCH}\n\n# Autre\n")
    assert (made.title, made.id, made.language) == ("Les impôts", "a", "fr")
    assert made.text == f"Les impôts\n\n{FRENCH}\n\nAutre"


def test_front_matter_tells_the_fields(tmp_path: Path):
    made = read_one(
        tmp_path / "a.md",
        "---\ntitle: \"Les impôts\"\ndate: 2024-05-01\nauthor: Léa Morin\noutlet: 'Le Journal'\nlang: fr\n"
        f"url: https://a.example/1\nlayout: post\n---\n# Autre\n\n{FRENCH}",
    )
    assert (made.title, made.published, made.authors) == ("Les impôts", "2024-05-01", ("Léa Morin",))
    assert (made.outlet, made.language, made.url) == ("Le Journal", "fr", "https://a.example/1")
    assert made.text == f"Autre\n\n{FRENCH}"


def test_an_empty_front_field_does_not_take_the_next_line(tmp_path: Path):
    made = read_one(tmp_path / "a.md", f"---\ntitle:\noutlet:\ndate: 2024\n---\n{FRENCH}")
    assert (made.title, made.outlet, made.published) == (None, None, "2024")


def test_a_language_in_front_matter_is_believed(tmp_path: Path):
    assert read_one(tmp_path / "a.md", "---\nlang: en\n---\nOui.").language == "en"
    (problem,) = read_file(tmp_path / "b.md", "---\nlang: de\n---\nOui.")
    assert getattr(problem, "key", None) == "other_language"


def test_windows_lines_and_a_mark_are_understood(tmp_path: Path):
    made = read_one(tmp_path / "a.md", f"\ufeff---\r\ntitle: Les impôts\r\n---\r\n{FRENCH}\r\n\r\nFin.\r\n")
    assert (made.title, made.text) == ("Les impôts", f"{FRENCH}\n\nFin.")


def test_a_rule_is_no_front_matter(tmp_path: Path):
    made = read_one(tmp_path / "a.md", f"{FRENCH}\n\n---\ntitle: non\n---\n")
    assert made.title == "title: non"  # a heading underlined, as the format has it


def test_the_encoding_given_is_used(tmp_path: Path):
    made = read_one(tmp_path / "a.md", f"# Été\n\n{FRENCH}".encode("cp1252"), ReadSettings(encoding="cp1252"))
    assert made.title == "Été"


def test_only_marks_are_an_empty_file(tmp_path: Path):
    (problem,) = read_file(tmp_path / "a.md", "---\ntitle: Rien\n---\n\n***\n")
    assert getattr(problem, "key", None) == "empty"
