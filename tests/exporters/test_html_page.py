import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.exporters.html_page import fragments
from selon.records import Document
from tests.exporters.texts import documents
from tests.exporters.written import written
from tests.made import BARE, CROSSING, NESTED, NOTHING, SHAPES, SPLIT, TWO_AT_ONE_PLACE, document, statement

VOID = {"meta", "link", "br", "img", "input", "hr"}
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)> & "\' </p></article>'


class Page(HTMLParser):
    """The page as a parser sees it; fails where tags are not closed in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.words: dict[str, str] = {}
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if tag == "p" and self._inside("text"):
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._inside("text") and self.open[-1][0] != "div":
            self.paragraphs[-1] += data
        for tag, attrs in self.open:
            if (tag in ("h1", "li") and attrs.get("data-s")) or tag == "h1":
                name = attrs.get("id") or tag
                self.words[name] = self.words.get(name, "") + data

    def _inside(self, name: str) -> bool:
        return any(tag == "div" and attrs.get("class") == name for tag, attrs in self.open)

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


def page(*made: Document) -> Page:
    return Page(written("html", *made))


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("made", SHAPES, ids=lambda made: made.id)
def test_without_its_tags_the_page_has_the_text_unchanged(made: Document):
    assert page(made).paragraphs == lines(made.text)


@pytest.mark.parametrize("made", SHAPES, ids=lambda made: made.id)
def test_every_statement_has_a_card_and_a_place_that_lead_to_each_other(made: Document):
    found = page(made)
    numbers = [s.id for s in made.statements]
    assert [name for name in found.ids() if re.fullmatch(r"d1-s\d+", name)] == [f"d1-s{n}" for n in numbers]
    assert sorted(name for name in found.ids() if re.fullmatch(r"d1-t\d+", name)) == sorted(f"d1-t{n}" for n in numbers)
    assert {link[1:] for link in found.links()} <= set(found.ids())


def test_ids_are_unique_over_all_documents():
    found = page(*SHAPES, *SHAPES).ids()
    assert len(found) == len(set(found))
    assert {f"d{n}" for n in range(1, 13)} <= set(found)


def test_a_card_has_the_parts_of_its_statement():
    card = " ".join(page(NESTED).words["d1-s2"].split())
    assert card == "2 indirect 40 % · unsure inside statement 1 Austin thinks the talks will fail"
    assert " ".join(page(NESTED).words["d1-s1"].split()).startswith("1 indirect 91 % Kirby said")
    assert " ".join(page(BARE).words["d1-s1"].split()) == "1 direct 75 % (no source) “Never again.”"
    assert "« Nous irons » … « et nous resterons »" in page(SPLIT).words["d1-s1"]


def test_the_head_of_an_article_tells_what_is_known():
    out = written("html", NESTED).decode()
    assert '<article id="d1" lang="en">' in out
    assert "<h1>Talks</h1>" in out
    assert "The Paper · By Ann Lee, Bo Li · 2024-05-01</p>" in out
    assert "3 attributed statements, marked where they stand." in out
    assert '<h1>bare</h1>\n<p class="meta"></p>' in written("html", BARE).decode()


def test_the_page_speaks_french(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", "fr")
    out = written("html", NESTED).decode()
    assert '<html lang="fr">' in out
    assert "The Paper · Par Ann Lee, Bo Li" in out
    assert "dans l’énoncé 1" in out


def test_an_article_without_statements_has_its_text_and_no_card():
    found = page(NOTHING)
    assert found.paragraphs == ["Rien ne s’est passé ce jour-là."]
    assert found.ids() == ["d1"]


def test_no_document_is_an_empty_page():
    assert page().ids() == []


def test_nothing_of_the_article_becomes_markup():
    text = f"{EVIL}A said: {EVIL}."
    made = document(
        text,
        statement(text, 1, f"{EVIL}A", "said", f"said: {EVIL}"),
        id='"><script>',
        title=EVIL,
        outlet=EVIL,
        authors=(EVIL,),
        published=EVIL,
    )
    found = page(made)
    assert [tag for tag, _ in found.tags].count("script") == 1  # the page's own
    assert not [tag for tag, attrs in found.tags if tag == "img" or "onerror" in attrs]
    assert found.paragraphs == [text]
    assert found.words["h1"] == EVIL
    assert EVIL in found.words["d1-s1"]


def test_an_evil_id_stands_in_for_a_title():
    assert page(Document("Oui.", id=EVIL)).words["h1"] == EVIL


def test_the_page_needs_nothing_from_elsewhere():
    out = written("html", *SHAPES).decode()
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?[^"'#\s]|@import|url\(|https?://""", out)


def test_a_piece_is_in_all_its_spans():
    ((first, *_),) = fragments(BARE)
    assert (first.text, first.classes, first.statements, first.begun) == ("“Never again.”", "content depth1", "1", (1,))
    assert [(f.text, f.classes, f.statements) for f in next(fragments(NESTED))] == [
        ("Kirby", "source", "1"),
        (" ", "", ""),
        ("said", "cue", "1"),
        (" ", "", ""),
        ("that ", "content depth1", "1"),
        ("Austin", "source content depth1", "1 2"),
        (" ", "content depth1", "1"),
        ("thinks", "cue content depth1", "1 2"),
        (" ", "content depth1", "1"),
        ("the talks will fail", "content depth2", "1 2"),
        (".", "", ""),
    ]


def test_crossing_spans_are_cut_where_they_cross():
    assert [(f.text, f.statements) for f in next(fragments(CROSSING)) if "depth2" in f.classes] == [
        ("growth in May", "1 2")
    ]


def test_two_statements_may_begin_at_one_place():
    assert next(fragments(TWO_AT_ONE_PLACE))[0].begun == (4, 9)


def test_a_span_over_a_line_break_is_marked_in_both_paragraphs():
    assert [[f.text for f in pieces if "content" in f.classes] for pieces in fragments(SPLIT)] == [
        ["« Nous irons »"],
        ["« et nous"],
        ["resterons »"],
    ]


@settings(max_examples=30)
@given(documents(st.text(st.sampled_from("ab \n\té«»\"'&<>;🚀\0"), min_size=1, max_size=40)))
def test_any_text_stays_whole_under_any_marks(made: Document):
    found = page(made)
    assert found.paragraphs == lines(made.text)
    assert [name for name in found.ids() if "-s" in name] == [f"d1-s{s.id}" for s in made.statements]


@settings(max_examples=15)
@given(documents())
def test_any_document_is_written_as_utf_8(made: Document):
    assert len(page(made).paragraphs) == len(lines(made.text))
