"""What a server sent, without what HTTP packed it in."""

import re
from collections.abc import Callable
from io import BytesIO

from selon.importers.packed import inflate

_CHUNK = re.compile(rb"[0-9a-fA-F]+[ \t]*(?:;[^\r\n]*)?\r?\n")


def body_of(data: bytes, transfer: str, content: str, most: int) -> bytes:
    """The body, at most one byte more than `most`; raises ValueError where it is damaged, or packed in an unknown way.

    `transfer` and `content` are the headers Transfer-Encoding and Content-Encoding. Many crawlers store the body
    unpacked and leave the headers as they were, so what does not look packed is taken as it is.
    """
    if "chunked" in transfer.lower() and _CHUNK.match(data):
        data = _joined(data)
    for coding in reversed([name.strip().lower() for name in content.split(",")]):
        if coding in _UNPACK:
            data = _UNPACK[coding](data, most)
        elif coding not in ("", "identity", "none", "utf-8"):
            raise ValueError(f"Content-Encoding: {coding}")
    return data


def _joined(data: bytes) -> bytes:
    """The chunks, one behind the other, up to the empty one."""
    parts: list[bytes] = []
    place = 0
    while start := _CHUNK.match(data, place):
        length = int(start.group().split(b";")[0], 16)
        if not length:
            return b"".join(parts)
        parts.append(data[start.end() : start.end() + length])
        place = start.end() + length + (2 if data[start.end() + length :].startswith(b"\r\n") else 1)
    raise ValueError("chunks cut off")


def _gzip(data: bytes, most: int) -> bytes:
    return inflate(data, most) if data.startswith(b"\x1f\x8b") else data


def _deflate(data: bytes, most: int) -> bytes:
    return data if data.lstrip()[:1] == b"<" else inflate(data, most)


def _brotli(data: bytes, most: int) -> bytes:
    if data.lstrip()[:1] == b"<":
        return data
    from fastwarc.stream_io import BrotliReader  # slow to load: only when a page needs it

    try:
        return BrotliReader(BytesIO(data)).read(most + 1)
    except OSError as problem:
        raise ValueError(str(problem)) from problem


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli,
}  # fmt: skip
