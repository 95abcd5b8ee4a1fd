"""Packed with gzip: unpacked piece by piece, and never without bound."""

import gzip
import io
import zlib
from typing import BinaryIO

from selon.errors import SourceError

MOST_TIMES = 100  # text packs to a third or a tenth of its size; what unpacks to a hundred times as much is no text
MOST_AT_LEAST = 256 * 2**20  # bytes that any file may unpack to
_MARK = b"\x1f\x8b"
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)


def is_packed(start: bytes) -> bool:
    """Whether bytes that begin so are gzip."""
    return start.startswith(_MARK)


def unpacked(file: BinaryIO, where: str) -> BinaryIO:
    """The bytes in an open gzip file; reading raises SourceError where it is damaged, cut off or a bomb."""
    return io.BufferedReader(_Unpacked(file, where))


def inflate(data: bytes, most: int) -> bytes:
    """The bytes packed by gzip or deflate, at most one more than `most`. Raises ValueError where they are damaged."""
    for window in (47, -15):  # gzip or zlib with their headers; then bare, as some servers send it
        unpacker = zlib.decompressobj(window)
        try:
            found = unpacker.decompress(data, most + 1)
        except zlib.error:
            continue
        if unpacker.eof or len(found) > most:
            return found
    raise ValueError("damaged or cut off")


class _Unpacked(io.RawIOBase):
    """What is in a gzip file. A fault is raised once, after all that comes before it; then the file is at its end."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file, self._where = file, where
        self._most = max(MOST_AT_LEAST, MOST_TIMES * file.seek(0, io.SEEK_END))
        file.seek(0)
        self._inner = gzip.GzipFile(fileobj=file)
        self._size = 0
        self._is_broken = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = b"" if self._is_broken else self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._file.close()
        super().close()

    def _next(self, most: int) -> bytes:
        try:
            piece = self._inner.read1(most)
        except _BROKEN as problem:
            self._is_broken = True
            raise SourceError("bad_gzip", where=self._where, reason=problem) from problem
        self._size += len(piece)
        if self._size > self._most:
            self._is_broken = True
            raise SourceError("too_large", where=self._where, most=self._most // 2**20)
        return piece
