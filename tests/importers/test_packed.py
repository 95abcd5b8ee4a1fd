import gzip
import io
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import SourceError
from selon.importers import packed
from selon.importers.packed import inflate, unpacked
from tests.importers.files import FRENCH, read_file, read_one, told


def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path):
    made = read_one(tmp_path / "a.md.gz", gzip.compress(f"# Titre\n\n{FRENCH}".encode()))
    assert (made.id, made.title, made.text) == ("a", "Titre", f"Titre\n\n{FRENCH}")


def test_several_packed_pieces_are_one_file(tmp_path: Path):
    assert read_one(tmp_path / "a.txt.gz", gzip.compress(b"Oui, ") + gzip.compress(b"dit-il.")).text == "Oui, dit-il."


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz", "a.html.gz", "a.xml.gz", "a"])
@pytest.mark.parametrize("data", [gzip.compress(FRENCH.encode())[:-9], b"\x1f\x8b", b"\x1f\x8b\x08\0rest of it"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str, data: bytes):
    path = tmp_path / name
    (line,) = told(path, read_file(path, data))
    assert line.startswith(f"{name}: this gzip file is damaged or cut off (")


def test_rows_before_the_damage_are_read(tmp_path: Path):
    path = tmp_path / "a.csv.gz"
    data = gzip.compress(b"id,text\n1,Un.\n2,Deux.\n3,Trois.\n")[:-8]
    assert told(path, read_file(path, data))[:2] == ["Un.", "Deux."]
    assert "damaged or cut off" in told(path, read_file(path, data))[-1]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.xml.gz"])
def test_a_bomb_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packed, "MOST_AT_LEAST", 2**20)
    path = tmp_path / name
    *_, line = told(path, read_file(path, gzip.compress(b"text" + b" " * 2**22)))
    assert line.startswith(f"{name}: unpacks to more than 1 MiB, which is no text.")


def test_a_large_file_may_unpack_to_much(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packed, "MOST_AT_LEAST", 10)
    data = bytes(range(256)) * 20
    with unpacked(io.BytesIO(gzip.compress(data)), "a") as file:
        assert file.read() == data


def test_a_fault_is_raised_once():
    with unpacked(io.BytesIO(gzip.compress(FRENCH.encode())[:-1]), "a") as file:
        with pytest.raises(SourceError):
            file.read()
        assert file.read() == b""


@given(st.binary(max_size=2000))
def test_what_was_packed_comes_back(data: bytes):
    bare = zlib.compressobj(wbits=-15)
    for made in (gzip.compress(data), zlib.compress(data), bare.compress(data) + bare.flush()):
        assert inflate(made, 2000) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_refused(data: bytes):
    with suppress(ValueError):
        assert len(inflate(data, 50)) <= 51
