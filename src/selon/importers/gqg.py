"""GDELT's Global Quotation Graph: an object a line with the quotations of an article and a few words around each."""

from collections.abc import Mapping

from selon.errors import BadRecord
from selon.importers.language import told_language
from selon.records import LANGUAGES

_MARKS = '“«„"'  # where a quotation brings its own, it gets no others
_CLOSING = ",;:.!?…)"  # what no quotation mark stands at without a space


def is_one(value: Mapping[str, object]) -> bool:
    """Whether an object is a line of the graph: quotations and an address, no text."""
    return "quotes" in value and "url" in value and "text" not in value


def row(value: Mapping[str, object], where: str) -> dict[str, object]:
    """The line as a row with a text: its passages, a paragraph each. Raises BadRecord where one cannot be read."""
    quotes = value["quotes"]
    if not isinstance(quotes, list) or not quotes:
        raise BadRecord("bad_quotes", where=where)
    language = value.get("lang")
    told = told_language(language) if isinstance(language, str) else None
    return {
        "text": "\n\n".join(_passage(quote, f"{where}[{i}]") for i, quote in enumerate(quotes)),
        "title": value.get("title"),
        "url": value["url"],
        "published": value.get("date"),
        "language": told if told in LANGUAGES else None,
    }


def _passage(quote: object, where: str) -> str:
    """The quotation between the words around it; a space only where it would stick to them."""
    if not isinstance(quote, dict):
        raise BadRecord("bad_quotes", where=where)
    pre, said, post = (quote.get(name) or "" for name in ("pre", "quote", "post"))
    if not (isinstance(pre, str) and isinstance(said, str) and isinstance(post, str) and said.strip()):
        raise BadRecord("bad_quotes", where=where)
    if said.lstrip()[0] not in _MARKS:
        said = f"“{said}”"
    before = " " if pre and (pre[-1].isalnum() or pre[-1] in _CLOSING) else ""
    after = " " if post[:1].isalnum() else ""
    return f"{pre}{before}{said}{after}{post}".strip()
