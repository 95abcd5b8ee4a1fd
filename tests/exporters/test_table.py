import re
import sys
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given, settings

from selon.exporters.table import write_table
from selon.records import Document
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, NESTED, NOTHING, SPLIT, document, statement


def lines(*made: Document) -> list[str]:
    return [line.rstrip() for line in written("table", *made).decode().splitlines()]


def test_nested_statements_are_indented_under_the_one_that_holds_them():
    assert lines(NESTED) == [
        "Talks · The Paper · 2024-05-01",
        " No.   Source       Cue      Content                                  Form         %",
        "─" * 85,
        "   1   Kirby        said     that Austin thinks the talks will fail   indirect    91",
        "   2     ↳ Austin   thinks   the talks will fail                      indirect    40",
        "   3   Nobody       knows    when                                     indirect   100",
        "",
    ]


def test_segments_and_what_is_not_there():
    assert lines(SPLIT)[3] == "   1   Léa      a dit   « Nous irons » … « et nous resterons »   direct   75"
    assert lines(BARE)[3] == "   1   (no source)   –     “Never again.”   direct   75"


def test_a_document_without_statements_says_so():
    assert lines(NOTHING) == ["nothing", "No statement was found.", ""]


def test_no_document_is_nothing():
    assert written("table") == b""


def test_documents_follow_each_other():
    assert [line for line in lines(NOTHING, NESTED) if line and line[0].isalpha()] == [
        "nothing",
        "No statement was found.",
        "Talks · The Paper · 2024-05-01",
    ]


def test_the_table_speaks_french(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", "fr")
    assert lines(BARE)[1].split() == ["N°", "Source", "Marque", "Contenu", "Forme", "%"]
    assert "(sans source)" in lines(BARE)[3]
    assert lines(NOTHING)[1] == "Aucun énoncé trouvé."


ORDERS = {
    "colour": "\x1b[31m",
    "title of the window": "\x1b]0;evil\x07",
    "one byte order": "\x9b31m",
    "bell and backspace": "\a\b\b",
    "back to the start": "a\rb",
    "right to left": "\u202egnp.exe\u202c",
    "isolate": "\u2066a\u2069",
    "nul and delete": "\0\x7f",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_no_text_commands_the_terminal(order: str):
    text = f"A{order}Z said: yes{order}no."
    made = document(text, statement(text, 1, f"A{order}Z", "said", f"yes{order}no"), title=f"T{order}", outlet=order)
    out = written("table", made).decode()
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert "\ufffd" in out or order == "a\rb"
    assert re.search(r"A.*Z", out)


def test_joined_emoji_and_soft_hyphens_stay_whole():
    text = "👩‍🚀 said: pro\u00adcès\u200b."
    assert "👩‍🚀" in lines(document(text, statement(text, 1, "👩‍🚀", "said", "pro\u00adcès\u200b")))[3]


def test_marks_of_the_table_writer_are_plain_text():
    text = "[bold]A[/bold] said: :smile: [link=file:///etc]x[/link]."
    made = document(
        text, statement(text, 1, "[bold]A[/bold]", "said", ":smile: [link=file:///etc]x[/link]"), id="[red]"
    )
    out = lines(made)
    assert out[0] == "[red]"
    assert "[bold]A[/bold]" in out[3]
    assert ":smile: [link=file:///etc]x[/link]" in out[3]


def test_a_long_content_is_cut():
    text = "A said: " + "mot " * 300
    shown = " ".join(lines(document(text, statement(text, 1, "A", "said", ("mot " * 300).strip()))))
    assert shown.count("mot") == 100
    assert "…" in shown


def test_deep_nesting_is_shown():
    text = "A said B said C said no."
    made = document(
        text,
        statement(text, 1, "A", "said", "B said C said no"),
        statement(text, 2, "B", "said", "C said no", parent=1),
        statement(text, 3, "C", "said", "no", parent=2),
    )
    assert [line[7:15].rstrip() for line in lines(made)[3:6]] == ["A", "  ↳ B", "    ↳ C"]


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_colours_are_for_a_terminal_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(screen))
    write_table([NESTED], screen)
    assert b"\x1b[1mTalks" in screen.getvalue()
    aside = BytesIO()
    write_table([NESTED], aside)
    assert b"\x1b" not in aside.getvalue()


@settings(max_examples=30)
@given(documents())
def test_any_document_can_be_shown(made: Document):
    out = written("table", made).decode()
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
