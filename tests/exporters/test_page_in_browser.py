"""The HTML page in a real browser."""

import os
from pathlib import Path

import pytest
from docs.screenshots import CHROMIUM, FLAGS

from selon.exporters.html_page import write_html
from selon.records import Document, Span, Statement

TEXT = "« Nous partons », a dit Léa Morin. Max pense qu’elle ment 🚢.\nLe port n’a rien confirmé."


def place(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


DOCUMENT = Document(
    TEXT,
    title="Un cargo <b>à la dérive</b>",
    language="fr",
    statements=(
        Statement(1, place("Léa Morin"), place("a dit"), (place("« Nous partons »"),), "direct", None, 0.9),
        Statement(2, place("Max"), place("pense"), (place("qu’elle ment 🚢"),), "indirect", None, 0.8),
        Statement(3, place("elle"), place("ment"), (place("🚢"),), "indirect", 2, 0.3),
    ),
)


@pytest.fixture(scope="module")
def browser():
    if not Path(CHROMIUM).exists():
        assert not os.environ.get("SELON_CI"), "CI must have a browser"
        pytest.skip("no chromium here: install it with your package manager (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page_file(tmp_path):
    path = tmp_path / "page.html"
    with path.open("wb") as out:
        write_html([DOCUMENT], out)
    return path


@pytest.fixture
def open_page(browser, page_file):
    contexts = []

    def opened(width=1440, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.asked, tab.errors = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda problem: tab.errors.append(str(problem)))
        tab.goto(page_file.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()


def test_it_loads_nothing_else_and_has_no_errors(open_page, page_file):
    tab = open_page()
    assert tab.asked == [page_file.as_uri()]
    assert tab.errors == []


def test_the_article_reads_as_it_was_written(open_page):
    tab = open_page()
    paragraphs = tab.eval_on_selector_all(".text p", "(all) => all.map((p) => p.textContent)")
    assert paragraphs == TEXT.split("\n")
    assert tab.inner_text("h1") == "Un cargo <b>à la dérive</b>"


def test_a_statement_and_its_card_light_up_together(open_page):
    tab = open_page()
    assert tab.locator(".on").count() == 0
    tab.hover("#d1-s1")
    lit = tab.eval_on_selector_all(".text .on", "(all) => all.map((part) => part.textContent)")
    assert lit == ["« Nous partons »", "a dit", "Léa Morin"]


def test_numbers_and_cards_lead_to_each_other_without_javascript(open_page):
    tab = open_page(java_script_enabled=False)
    tab.click("a#d1-t2.number")
    assert tab.url.endswith("#d1-s2")
    tab.click("#d1-s3 a[href='#d1-s2']")
    assert tab.url.endswith("#d1-s2")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_runs_over_the_side(open_page, width):
    tab = open_page(width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
