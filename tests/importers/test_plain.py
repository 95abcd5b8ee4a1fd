from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.importers.plain import documents
from selon.importers.sources import Source
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, read_one

ODD_TEXTS = {
    "emoji": "« On y va 👩‍🚀🇫🇷 », a dit Léa.",
    "right to left": "Il a dit : « السلام عليكم\u200f », puis \u202eשלום\u202c.",
    "accents apart": "Il a dit que l’e\u0301te\u0301 serait chaud.",
    "windows lines": "Première ligne.\r\n\r\nDeuxième ligne.\r\n",
    "old mac lines": "Première ligne.\rDeuxième ligne.",
    "other line ends": "Un\u2028deux\u2029trois\x85quatre\x0bcinq\x0csix",
    "spaces": "  \u00a0Il a dit :\u202f« oui\u00a0»\u2009!  \n",
    "unassigned and private": "\ue000 \U0010fffd \ufffd",
    "a mark in the middle": "avant \ufeff après",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_the_text_is_the_files_unchanged(tmp_path: Path, text: str):
    assert read_one(tmp_path / "a.txt", text).text == text


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_text_comes_back(tmp_path: Path, text: str):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (made,) = documents(Source("a.txt", path), ReadSettings())
    assert made.text == text


def test_the_id_is_the_files_name_without_suffix(tmp_path: Path):
    made = read_one(tmp_path / "Le Monde.2024-05-01.txt", FRENCH)
    assert (made.id, made.language, made.title, made.authors) == ("Le Monde.2024-05-01", "fr", None, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, encoding: str):
    assert read_one(tmp_path / "a.txt", FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "UTF-16BE", "mac-roman"])
def test_the_encoding_given_is_used(tmp_path: Path, encoding: str):
    given_encoding = ReadSettings(encoding=encoding)
    assert read_one(tmp_path / "a.txt", FRENCH.encode(encoding), given_encoding).text == FRENCH
