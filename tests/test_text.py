import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import NotText, OtherLanguage, UsageError
from selon.text import check_encoding, decode, find_language, is_shifting, is_wide, marked_encoding

FRENCH = "Le ministre a déclaré mercredi que les impôts baisseraient l’année prochaine dans tout le pays."
ENGLISH = "The minister said on Wednesday that taxes would go down next year in the whole of the country."
GERMAN = "Der Minister sagte am Mittwoch, dass die Steuern im nächsten Jahr im ganzen Land sinken würden."
SPANISH = "El ministro dijo el miércoles que los impuestos bajarían el año que viene en todo el país."
ARABIC = "قال الوزير يوم الأربعاء إن الضرائب ستنخفض في العام المقبل في جميع أنحاء البلاد وفي كل مدينة"

MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
VALID_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize("encoding", MARKED)
def test_a_byte_order_mark_tells_the_encoding_and_is_left_out(encoding: str):
    data = MARKED[encoding] + FRENCH.encode(encoding)
    assert decode(data, "a.txt") == FRENCH
    assert decode(data, "a.txt", "latin-1") == FRENCH


def test_utf_32_is_not_taken_for_utf_16():
    assert marked_encoding(codecs.BOM_UTF32_LE + b"a\0\0\0") == "utf-32"
    assert marked_encoding(codecs.BOM_UTF16_LE + b"a\0") == "utf-16"
    assert marked_encoding(b"plain") is None


@given(VALID_TEXT, st.sampled_from(["utf-8", "utf-16-le", "UTF16", "utf_32", "utf-32-be"]))
def test_what_was_encoded_comes_back(text: str, encoding: str):
    data = text.encode(encoding)
    if text[:1] != "\ufeff" and marked_encoding(data) in (None, "utf-16", "utf-32"):
        assert decode(data, "a.txt", encoding) == text


def test_a_wrong_encoding_is_told_with_line_and_byte():
    data = "Première ligne\nà Orléans".encode("cp1252")
    with pytest.raises(NotText) as caught:
        decode(data.replace(b"\xe8", "è".encode()), "a.txt")
    assert str(caught.value) == (
        "a.txt:2: not text in utf-8 (byte 0xE0). Save it as UTF-8, or name its encoding with --encoding."
    )
    assert decode(data, "a.txt", "cp1252") == "Première ligne\nà Orléans"


def test_lines_are_counted_from_the_first_one_given():
    with pytest.raises(NotText) as caught:
        decode(b"\xff", "a.jsonl", first_line=12)
    assert caught.value.values["where"] == "a.jsonl:12"


def test_a_byte_that_a_code_page_does_not_have_is_told():
    with pytest.raises(NotText, match=r"a.txt:1: not text in cp1252 \(byte 0x81\)"):
        decode(b"ab\x81", "a.txt", "cp1252")


def test_half_a_character_at_the_end_is_told():
    with pytest.raises(NotText, match=r"not text in utf-16 \(byte 0x41\)"):
        decode(codecs.BOM_UTF16_LE + b"a\0\x41", "a.txt")


@pytest.mark.parametrize("encoding", [None, "utf-8", "cp1252", "latin-1"])
def test_a_nul_byte_is_binary(encoding: str | None):
    with pytest.raises(NotText, match=r"a.bin: looks like binary data.*at byte 3\)"):
        decode(b"PK\3\0\4", "a.bin", encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16LE", "u16", "utf_32_be", "U32"])
def test_nul_bytes_are_letters_in_wide_encodings(encoding: str):
    assert is_wide(encoding)
    assert decode("Été\n".encode(encoding), "a.txt", encoding) == "Été\n"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-7", "mac-roman"])
def test_other_encodings_are_not_wide(encoding: str):
    assert not is_wide(encoding)


@pytest.mark.parametrize("encoding", ["klingon", "", "base64", "rot13", "hex", "undefined", "utf 9"])
def test_what_is_no_encoding_of_text_is_refused(encoding: str):
    with pytest.raises(UsageError, match=r"is not the name of an encoding. Try utf-8, cp1252 or latin-1"):
        check_encoding(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "utf-32", "cp1252", "latin-1", "ascii", "koi8-r"])
def test_encodings_of_text_are_accepted(encoding: str):
    check_encoding(encoding)


def test_accents_apart_from_their_letters_stay_apart():
    assert decode("Cafe\u0301".encode(), "a.txt") == "Cafe\u0301"


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (FRENCH.upper(), "fr")])
def test_french_and_english_are_told_apart(text: str, language: str):
    assert find_language(text, "a.txt") == language


@pytest.mark.parametrize("text", ["", "Oui.", "14 h 30, 1 234,50 €", "😀" * 500, "a" * 19, "\n\t " * 40])
def test_too_few_letters_tell_no_language(text: str):
    assert find_language(text, "a.txt") is None


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (SPANISH, "es"), (ARABIC, "ar")])
def test_another_language_is_told(text: str, language: str):
    with pytest.raises(OtherLanguage) as caught:
        find_language(text, "a.txt")
    assert str(caught.value) == (
        f"a.txt: is in {language}, as far as can be told; Selon reads French and English. "
        "To read it anyway, give --language fr or --language en."
    )


def test_a_short_text_is_never_refused():
    assert find_language("Guten Morgen, meine Damen!", "a.txt") in ("fr", "en")


def test_a_quotation_in_another_language_does_not_matter():
    assert find_language(f"{FRENCH} {FRENCH} « Wir schaffen das », a-t-elle dit. قال الوزير", "a.txt") == "fr"


def test_encodings_in_which_a_letter_depends_on_those_before():
    assert all(map(is_shifting, ("utf-7", "iso-2022-jp", "hz")))
    assert not any(map(is_shifting, ("utf-8", "cp1252", "utf-16", "shift_jis")))
