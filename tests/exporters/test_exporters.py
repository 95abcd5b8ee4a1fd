import pytest

from selon.cli import main
from selon.errors import UsageError
from selon.exporters import BINARY, FOLDER, FORMATS, exporter_for, folder_exporter_for


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
        "webannotation, annotations."
    )


def test_the_command_offers_every_format():
    (offered,) = (option.type for option in main.commands["read"].params if option.name == "format_name")
    assert set(offered.choices) == set(FORMATS)
    assert set(FORMATS) > BINARY | FOLDER
