"""Where exports go: standard output, a file that appears whole or not at all, a folder."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from selon.errors import SelonError, UsageError
from selon.exporters import BINARY, FOLDER, Exporter, exporter_for, folder_exporter_for
from selon.exporters.links import Links
from selon.records import Document


def write(documents: Iterable[Document], format_name: str, output: Path | None, links: Links | None = None) -> None:
    """Write the documents in a format, to standard output where `output` is None, with relations where it takes them.

    The request is checked before the first document is read. Raises UsageError for a format that needs a file or
    folder, SelonError where something cannot be written.
    """
    if format_name in FOLDER:
        if output is None:
            raise UsageError("needs_folder", format=format_name)
        try:
            folder_exporter_for(format_name)(documents, output)
        except OSError as problem:
            raise _unwritten("cannot_write", output, problem) from problem
        return
    exporter = exporter_for(format_name, links)
    if output is not None:
        (_write_file if _is_replaceable(output) else _write_through)(documents, exporter, output)
        return
    if format_name in BINARY and sys.stdout.isatty():
        raise UsageError("binary_to_terminal", format=format_name)
    _write_stdout(documents, exporter)


def _write_stdout(documents: Iterable[Document], exporter: Exporter) -> None:
    try:
        exporter(documents, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        drop_stdout()
        raise _unwritten("cannot_write", "stdout", problem) from problem


def write_bytes(work: Callable[[BinaryIO], object], output: Path | None) -> None:
    """Let the work write, to standard output where `output` is None; a file appears whole or not at all.

    Raises SelonError where something cannot be written.
    """

    def exporter(documents: Iterable[Document], out: BinaryIO) -> None:
        work(out)

    if output is not None:
        (_write_file if _is_replaceable(output) else _write_through)((), exporter, output)
        return
    _write_stdout((), exporter)


def _is_replaceable(output: Path) -> bool:
    try:
        return output.is_file() or not output.exists()
    except OSError:  # a folder that may not be looked into; trying to write tells the rest
        return True


def _write_file(documents: Iterable[Document], exporter: Exporter, output: Path) -> None:
    """Write beside the file and rename at the end, so that a full disk or a kill leaves what was there."""
    temporary: Path | None = None
    target = Path(os.path.realpath(output))  # a link goes on pointing where it points
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            exporter(documents, cast(BinaryIO, file))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
        temporary = None
    except OSError as problem:
        raise _unwritten("cannot_replace", output, problem) from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _write_through(documents: Iterable[Document], exporter: Exporter, output: Path) -> None:
    """Write straight to a device or a pipe, which no other file can replace; fail at once on a folder."""
    try:
        with output.open("wb") as file:
            exporter(documents, file)
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise _unwritten("cannot_write", output, problem) from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def drop_stdout() -> None:
    """Let what is still in the buffer of standard output go nowhere, so that the end does not try it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritten(key: str, where: object, problem: OSError) -> SelonError:
    return SelonError(key, where=where, reason=problem.strerror or problem)
