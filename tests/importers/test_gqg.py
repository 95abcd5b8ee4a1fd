import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told

BAD = (
    "not a quotation of GDELT's. Each must be an object with 'pre', 'quote' and 'post', and a line must have one at "
    "least."
)


def quoted(quote: object, pre: object = "", post: object = "") -> dict[str, object]:
    return {"pre": pre, "quote": quote, "post": post}


def line(*quotes: object, **more: object) -> str:
    return json.dumps({"date": "2024-03-05T10:15:00Z", "url": "https://j.example/1", "quotes": list(quotes), **more})


def test_a_line_is_a_document_of_passages(tmp_path: Path):
    data = line(
        quoted("Nous partons", "La ministre a dit : ", ", avant de se taire."),
        quoted("jamais", "Le maire répond ", " à tous"),
        title="Départ",
        lang="FRENCH",
    )
    assert read_one(tmp_path / "20240305101500.gqg.json", data) == Document(
        "La ministre a dit : “Nous partons”, avant de se taire.\n\nLe maire répond “jamais” à tous",
        language="fr",
        title="Départ",
        published="2024-03-05T10:15:00Z",
        url="https://j.example/1",
    )


@pytest.mark.parametrize(
    ("pre", "quote", "post", "passage"),
    [
        ("dit", "oui", "puis", "dit “oui” puis"),
        ("dit:", "oui", ", puis", "dit: “oui”, puis"),
        ("dit ", "oui", " puis ", "dit “oui” puis"),
        ("(", "oui", ")", "(“oui”)"),
        ("l’", "oui", "", "l’“oui”"),
        ("", "oui", "", "“oui”"),
        ("dit ", "« oui »", ".", "dit « oui »."),
        ("dit ", '"oui"', ".", 'dit "oui".'),
        (None, "oui", None, "“oui”"),
    ],
)
def test_a_passage_is_what_stands_there(tmp_path: Path, pre: object, quote: str, post: object, passage: str):
    assert read_one(tmp_path / "a.json", line(quoted(quote, pre, post))).text == passage


@pytest.mark.parametrize("name", ["a.gqg.json.gz", "a.jsonl.gz", "a.gz", "a"])
def test_packed_lines_are_read_under_any_name(tmp_path: Path, name: str):
    data = f"{line(quoted('un'))}\n{line(quoted('deux'))}\n"
    assert told(tmp_path / name, read_file(tmp_path / name, gzip.compress(data.encode()))) == ["“un”", "“deux”"]


@pytest.mark.parametrize(
    ("lang", "language"),
    [("English", "en"), ("FRENCH", "fr"), ("fr", "fr"), ("Catalan", None), ("", None), (None, None), (3, None)],
)
def test_names_of_languages_are_understood_or_left_out(tmp_path: Path, lang: object, language: str | None):
    assert read_one(tmp_path / "a.jsonl", line(quoted("non"), lang=lang)).language == language


def test_bad_lines_are_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    lines = [
        line(quoted("un")),
        line(),
        line(quoted("deux"), "trois"),
        line(quoted("")),
        line(quoted(4)),
        line(quoted("cinq", pre=["x"])),
        '{"url": "https://j.example", "quotes": "six"}',
        '{"url": "https://j.example", "quo',
        line(quoted("huit")),
    ]
    assert told(path, read_file(path, "\n".join(lines))) == [
        "“un”",
        f"a.jsonl:2: {BAD}",
        f"a.jsonl:3[1]: {BAD}",
        f"a.jsonl:4[0]: {BAD}",
        f"a.jsonl:5[0]: {BAD}",
        f"a.jsonl:6[0]: {BAD}",
        f"a.jsonl:7: {BAD}",
        "a.jsonl:8:30: not valid JSON (Unterminated string starting at). Each line must be one JSON object.",
        "“huit”",
    ]


def test_a_packed_file_that_is_cut_off_keeps_its_whole_lines(tmp_path: Path):
    path = tmp_path / "a.json.gz"
    lines = "".join(f"{line(quoted(str(number)), title='x' * number)}\n" for number in range(50))
    *texts, problem = told(path, read_file(path, gzip.compress(lines.encode())[:-40]))
    assert texts == [f"“{number}”" for number in range(len(texts))] != []
    assert problem.startswith("a.json.gz: this gzip file is damaged or cut off (")


def test_a_line_in_another_language_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    data = f"{line(quoted(GERMAN), lang='German')}\n{line(quoted(FRENCH))}"
    problem, text = told(path, read_file(path, data))
    assert problem.startswith("a.jsonl:1: is in de,")
    assert text == f"“{FRENCH}”"


def test_an_object_with_a_text_is_not_taken_for_one(tmp_path: Path):
    assert read_one(tmp_path / "a.json", line(quoted("oui"), text="Non.")).text == "Non."
    assert (
        read_one(tmp_path / "a.json", line(quoted("oui"), url="u"), ReadSettings(fields=(("text", "url"),))).text == "u"
    )


PART = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.none()


@settings(max_examples=100)
@given(st.lists(st.tuples(PART, PART, PART), min_size=1, max_size=3))
def test_every_word_is_kept_and_none_is_added(tmp_path: Path, quotes: list[tuple[str | None, str | None, str | None]]):
    data = line(*(quoted(quote, pre, post) for pre, quote, post in quotes))
    (item,) = read_file(tmp_path / "a.json", data, ReadSettings(language="en"))
    if all((quote or "").strip() for _, quote, _ in quotes):
        assert isinstance(item, Document)
        given_letters = "".join(part or "" for passage in quotes for part in passage)
        assert "".join(item.text.split()).replace("“", "").replace("”", "") == "".join(given_letters.split()).replace(
            "“", ""
        ).replace("”", "")
    else:
        assert not isinstance(item, Document)
