"""The documentation says what the code does."""

import doctest
import re
from pathlib import Path

import click
import pytest

import selon.errors
from selon.cli import main
from selon.exporters import FORMATS
from selon.exporters.rows import COLUMNS, document_data, statement_data
from selon.importers.rows import field_names
from selon.records import Document, Span, Statement

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def options():
    command = main.commands["read"]
    return [name for option in command.params if isinstance(option, click.Option) for name in option.opts]


def test_every_option_is_described_and_no_other():
    text = page("docs/reference/cli.md")
    described = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text)) - {"--help", "-h", "--version"}
    assert described == set(options())


def test_every_format_is_described():
    for name in FORMATS:
        assert f"`{name}`" in page("docs/reference/cli.md")
        assert f"**{name}**" in page("docs/reference/formats.md")


def test_every_column_key_and_field_is_described():
    statement = Statement(1, None, None, (Span(0, 1),), "direct", None, 0.5)
    keys = {*COLUMNS, *document_data(Document("a")), *statement_data(statement, "a")}
    text = page("docs/reference/formats.md")
    assert [key for key in keys if not re.search(rf"\b{key}\b", text)] == []
    assert [name for name in field_names() if f"`{name}`" not in page("docs/reference/cli.md")] == []


def test_every_error_is_described_with_its_codes():
    rows = dict(re.findall(r"\| `(\w+)` \| (\d \| \d+) \|", page("docs/reference/errors.md")))
    classes = [c for c in vars(selon.errors).values() if isinstance(c, type) and issubclass(c, selon.errors.SelonError)]
    assert rows == {c.__name__: f"{c.exit_code} | {c.http_status}" for c in classes}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_no_placeholder_is_left():
    assert [path.name for path in PAGES if "<!--" in path.read_text(encoding="utf-8")] == []


def test_the_python_examples_run(reader):
    result = doctest.testfile(str(ROOT / "docs/how-to/use-from-python.md"), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0
