from io import BytesIO

import pytest

from selon.cli import main
from selon.errors import UsageError
from selon.exporters import BINARY, FOLDER, FORMATS, LINKED, exporter_for, folder_exporter_for
from selon.exporters.links import Links
from selon.records import Relation
from tests.exporters.written import written
from tests.made import NESTED, SHAPES


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name not in FOLDER])
def test_every_format_has_its_exporter(format_name: str):
    assert exporter_for(format_name).__name__ == f"write_{format_name}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("format_name", sorted(FOLDER))
def test_every_format_of_a_folder_has_its_exporter(format_name: str):
    assert folder_exporter_for(format_name).__name__ == f"write_{format_name}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("format_name", ["xml", "", "brat", "../table"])
def test_a_format_that_is_not_known_is_refused(format_name: str):
    with pytest.raises(UsageError) as caught:
        exporter_for(format_name)
    assert str(caught.value) == (
        f"'{format_name}' is not a format that Selon knows. It knows: table, json, jsonl, csv, parquet, html, brat, "
        "webannotation, jsonld, annotations."
    )


def test_the_command_offers_every_format():
    (offered,) = (option.type for option in main.commands["read"].params if option.name == "format_name")
    assert set(offered.choices) == set(FORMATS)
    assert set(FORMATS) > BINARY | FOLDER


LINKS = Links([(Relation("a", "b", "updates", 0.5), ())], lambda document, number: f"{document.id}-{number}")


@pytest.mark.parametrize("format_name", sorted(LINKED))
def test_relations_are_taken_once_all_documents_are_written(format_name: str):
    out = BytesIO()

    def coming():
        assert b"Nobody" in out.getvalue()
        yield Relation("nested-2", "nested-1", "corrects", 0.5), ()

    exporter_for(format_name, Links(coming(), LINKS.ids))([NESTED], out)
    assert b"urn:selon:relation:nested-2:nested-1:corrects" in out.getvalue()
    assert out.getvalue().count(b"urn:selon:statement:nested-2") >= 2


@pytest.mark.parametrize("format_name", sorted(set(FORMATS) - LINKED - FOLDER - BINARY))
def test_other_formats_leave_relations_out(format_name: str):
    out = BytesIO()
    exporter_for(format_name, LINKS)(SHAPES, out)
    assert out.getvalue() == written(format_name, *SHAPES)
