import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.exporters.brat import standoff, write_brat
from selon.records import Document
from tests.exporters.texts import documents
from tests.made import BARE, CROSSING, NESTED, NOTHING, SHAPES, SPLIT


def test_spans_are_entities_and_statements_are_events():
    assert standoff(NESTED).splitlines() == [
        "T1\tContent 11 49\tthat Austin thinks the talks will fail",
        "T2\tSource 0 5\tKirby",
        "T3\tCue 6 10\tsaid",
        "T4\tAttribution 6 10\tsaid",
        "E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3",
        "A1\tForm E1 indirect",
        "T5\tContent 30 49\tthe talks will fail",
        "T6\tSource 16 22\tAustin",
        "T7\tCue 23 29\tthinks",
        "T8\tAttribution 23 29\tthinks",
        "E2\tAttribution:T8 Content:T5 Source:T6 Cue:T7",
        "A2\tForm E2 indirect",
        "T9\tContent 65 69\twhen",
        "T10\tSource 52 58\tNobody",
        "T11\tCue 59 64\tknows",
        "T12\tAttribution 59 64\tknows",
        "E3\tAttribution:T12 Content:T9 Source:T10 Cue:T11",
        "A3\tForm E3 indirect",
        "R2\tInside Arg1:T5 Arg2:T1",
    ]


def test_a_content_in_segments_and_over_lines_is_discontinuous():
    assert standoff(SPLIT).splitlines()[0] == "T1\tContent 0 14;27 36;37 48\t« Nous irons » « et nous resterons »"


def test_without_cue_the_content_is_the_trigger():
    assert standoff(BARE).splitlines() == [
        "T1\tContent 0 14\t“Never again.”",
        "T2\tAttribution 0 14\t“Never again.”",
        "E1\tAttribution:T2 Content:T1",
        "A1\tForm E1 direct",
    ]


def test_a_text_and_an_annotation_file_a_document(tmp_path: Path):
    write_brat(SHAPES, tmp_path / "new" / "folder")
    files = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    stems = ("bare", "crossing", "nested", "nothing", "split", "two")
    assert files == sorted(["annotation.conf", *(f"{stem}.{end}" for stem in stems for end in ("ann", "txt"))])
    assert (tmp_path / "new/folder/split.txt").read_bytes().decode() == SPLIT.text
    assert (tmp_path / "new/folder/crossing.ann").read_bytes().decode() == standoff(CROSSING)
    assert (tmp_path / "new/folder/nothing.ann").read_bytes() == b""


def test_the_configuration_names_all_that_is_used(tmp_path: Path):
    write_brat([NESTED], tmp_path)
    configuration = (tmp_path / "annotation.conf").read_text()
    assert re.findall(r"^\[(\w+)\]$", configuration, re.M) == ["entities", "relations", "events", "attributes"]
    used = set(re.findall(r"^[TER]\d+\t(\w+)", standoff(NESTED), re.M)) | set(re.findall(r"\tForm", standoff(NESTED)))
    assert not [name for name in used if name.strip() not in configuration]


def test_documents_of_one_name_do_not_overwrite_each_other(tmp_path: Path):
    ids = ["a", "a", "a-2", "a", "../a", "", "…", "a/b", "a b"]
    write_brat([Document(f"Texte {i}.", id=name) for i, name in enumerate(ids)], tmp_path)
    texts = {path.stem: path.read_text() for path in tmp_path.glob("*.txt")}
    assert len(texts) == len(ids)
    assert {name: texts[name] for name in ("a", "a-2", "a-2-2", "a-3", "a-4")} == {
        "a": "Texte 0.", "a-2": "Texte 1.", "a-2-2": "Texte 2.", "a-3": "Texte 3.", "a-4": "Texte 4.",
    }  # fmt: skip
    assert texts["document"] == "Texte 6."
    assert (texts["a_b"], texts["a_b-2"]) == ("Texte 7.", "Texte 8.")
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path}


@pytest.mark.parametrize("long", ["a" * 5000, "字" * 300, "é" * 201, "👩‍🚀" * 90])
def test_a_long_name_is_cut_to_what_a_file_system_takes(tmp_path: Path, long: str):
    write_brat([Document("Un.", id=long), Document("Deux.", id=long)], tmp_path)
    assert sorted(path.read_text() for path in tmp_path.glob("*.txt")) == ["Deux.", "Un."]


def test_a_lone_surrogate_keeps_the_offsets(tmp_path: Path):
    text = "a\ud800b said: no"
    write_brat([Document(text, id="x\ud800")], tmp_path)
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "a?b said: no"


@settings(max_examples=60)
@given(documents(st.text("ab \n\r\té«»🚀", min_size=1, max_size=30).filter(str.strip)))
def test_the_offsets_find_the_words(tmp_path: Path, made: Document):
    write_brat([made, NOTHING], tmp_path)
    ann = standoff(made)
    entities = re.findall(r"^T\d+\t(\w+) ([\d; ]*)\t(.*)\n", ann, re.M)
    assert len(entities) == sum(2 + (s.source is not None) + (s.cue is not None) for s in made.statements)
    for _, places, words in entities:
        pieces = [tuple(map(int, place.split())) for place in places.split(";") if place.strip()]
        assert " ".join(made.text[a:b] for a, b in pieces) == words
    assert len(re.findall(r"^E\d+\t", ann, re.M)) == len(made.statements)
    assert len(re.findall(r"^R\d+\t", ann, re.M)) == sum(s.parent is not None for s in made.statements)
