"""`selon read --explain`, with the reader that ships."""

import json
from pathlib import Path

from click.testing import CliRunner

from selon.cli import main


def test_reasons_are_told_where_they_are_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Le maire a déclaré que jusqu'à 300 emplois pourraient être supprimés.", encoding="utf-8")
    plain, explained = (
        json.loads(CliRunner().invoke(main, ["read", str(source), "-f", "jsonl", *extra]).stdout)["statements"][0]
        for extra in ([], ["--explain"])
    )
    assert plain["reasons"] == []
    assert {name: value for name, value in explained.items() if name != "reasons"} == {
        name: value for name, value in plain.items() if name != "reasons"
    }
    told = {reason["field"]: (reason["span"]["text"], reason["by"]) for reason in explained["reasons"]}
    assert told["certainty"] == ("pourraient", "fr/hedges.toml: pourrai~")
    assert told["figures[0].high"] == ("jusqu'à", "fr/bounds.toml: at_most")
    assert {"source", "cue", "content", "form", "act", "distance", "denied", "actor.who"} <= set(told)
