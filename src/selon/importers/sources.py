"""Where documents come from: files, folders, patterns, standard input."""

import glob
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from selon.errors import SourceError, UnreadableSource
from selon.importers.packed import is_packed, unpacked

SUFFIXES = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".jsonl",
    ".ndjson",
    ".json",
    ".csv",
    ".tsv",
    ".rss",
    ".atom",
    ".xml",
    ".warc",
)
STANDARD_INPUT = "-"
_HEAD = 65_536  # bytes that tell a format


@dataclass(frozen=True)
class Source:
    """One file, or standard input where `path` is None."""

    where: str
    path: Path | None

    @property
    def suffix(self) -> str:
        """The file name's ending in small letters, with its dot; of `a.csv.gz`, `.csv`."""
        return _inner(self.path).suffix.lower() if self.path else ""

    @property
    def stem(self) -> str:
        """The file name without its ending; empty for standard input."""
        return _inner(self.path).stem if self.path else ""

    @property
    def size(self) -> int:
        """Bytes, as far as they are known beforehand."""
        with suppress(OSError):
            return self.path.stat().st_size if self.path else 0
        return 0

    @cached_property
    def head(self) -> bytes:
        """The first bytes, as far as they can be unpacked."""
        start = b""
        with cast(BufferedReader, self.open()) as file, suppress(SourceError):
            while piece := file.read1(_HEAD - len(start)):
                start += piece
        return start

    @cached_property
    def _stream(self) -> bytes | None:
        """All bytes of what can be read only once, standard input or a pipe; None for a file."""
        if self.path is None:
            return sys.stdin.buffer.read()
        return None if self.path.is_file() else self.path.read_bytes()

    def open(self) -> BinaryIO:
        """The bytes from the beginning, unpacked where they are gzip; raises OSError."""
        with self.open_packed() as file:
            packed = is_packed(file.read(2))
        file = self.open_packed()
        return unpacked(file, self.where) if packed else file

    def open_packed(self) -> BinaryIO:
        """The bytes from the beginning, as they are; raises OSError."""
        if self.path is None or self._stream is not None:
            return BytesIO(self._stream or b"")
        return self.path.open("rb")

    def read(self) -> bytes:
        """All bytes; raises OSError."""
        with self.open() as file:
            return file.read()


def find_sources(names: Iterable[str]) -> Iterator[Source | UnreadableSource]:
    """Sources for names of files, folders (walked, readable suffixes only), patterns, and `-`; in a stable order."""
    for name in names:
        if name == STANDARD_INPUT:
            yield Source("<stdin>", None)
            continue
        try:
            yield from _named(name)
        except OSError as problem:  # a name too long, a folder that may not be looked into
            yield UnreadableSource("cannot_open", where=name, reason=problem.strerror or problem)


def _inner(path: Path) -> Path:
    """The path without `.gz`."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _named(name: str) -> Iterator[Source | UnreadableSource]:
    path = Path(name)
    if path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield Source(name, path)
    else:
        matches = [match for match in sorted(glob.glob(name, recursive=True)) if Path(match).is_file()]
        if not matches:
            yield UnreadableSource("no_such_file", where=name)
        for match in matches:
            yield Source(match, Path(match))


def _in_folder(folder: Path) -> Iterator[Source | UnreadableSource]:
    files = sorted(p for p in folder.rglob("*") if _inner(p).suffix.lower() in SUFFIXES and p.is_file())
    if not files:
        yield UnreadableSource("no_files", where=str(folder))
    for path in files:
        yield Source(str(path), path)
