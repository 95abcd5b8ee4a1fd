"""Every error that Selon raises on purpose.

    SelonError                 exit code 2, HTTP 500
    ├── SourceError            1, 422: an input that cannot be read; the rest of a batch goes on
    │   ├── UnreadableSource   1, 404: no such file, no permission
    │   ├── NotText            1, 415: binary, or an encoding that cannot be told
    │   ├── BadRecord          1, 422: a line or row that is not what its format says
    │   └── OtherLanguage      1, 422: neither French nor English
    ├── LedgerError            2, 500: a ledger that cannot be opened, read or written
    │   ├── NoLedger           2, 404: there is no ledger there
    │   └── NotInLedger        2, 404: the ledger holds no such statement, actor, story or judgement
    ├── UsageError             2, 400: a request that makes no sense
    └── MissingExtra           2, 501: an optional package is not installed

Messages are kept in `languages/*/messages.toml`, in French and in English; an error holds the key of its message and
the values that go into it.
"""

from typing import ClassVar

from selon.languages import message


class SelonError(Exception):
    """The root of the tree."""

    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 500

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key, values)

    def __str__(self) -> str:
        return self.told()

    def told(self, language: str | None = None) -> str:
        """The message in the language given, or in that of the interface."""
        return message(self.key, language, **self.values)


class SourceError(SelonError):
    """An input that cannot be read; `where` names the file, line or row."""

    exit_code = 1
    http_status = 422


class UnreadableSource(SourceError):
    """No such file, or no permission to read it."""

    http_status = 404


class NotText(SourceError):
    """Bytes that are no text, or text in an encoding that cannot be told."""

    http_status = 415


class BadRecord(SourceError):
    """A line or row that is not what its format says."""


class OtherLanguage(SourceError):
    """A text that is neither French nor English."""


class LedgerError(SelonError):
    """A ledger that cannot be opened, read or written; nothing of what it held is lost."""


class NoLedger(LedgerError):
    """There is no ledger at that path or address."""

    http_status = 404


class NotInLedger(LedgerError):
    """The ledger holds no such statement, actor, story or judgement."""

    http_status = 404


class UsageError(SelonError):
    """A request that makes no sense."""

    http_status = 400


class MissingExtra(SelonError):
    """A feature whose optional package is not installed."""

    http_status = 501
