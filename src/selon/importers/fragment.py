"""HTML that is an article and nothing else, as feeds and agencies send it: all of its words, none of its marks.

A page has menus and notices around the article, and an extractor that finds it; here it would only lose sentences.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "title"))
_REMARK = re.compile(r"<!--.*?(?:-->|\Z)|<![^>]*>?", re.S)
_SPACE = re.compile(r"[ \t\n\r\f]+")  # no others: a no-break space is part of French typography


def text_of(html: str) -> str:
    """What a reader would see, blocks apart by an empty line."""
    words = _Words()
    words.feed(_REMARK.sub("", html))
    words.close()
    return words.text()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[]]
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen = self._unseen or tag
        elif tag == "br":
            self._blocks[-1].append("\v")
        else:
            self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if self._unseen is None:
            self._blocks[-1].append(_SPACE.sub(" ", data.replace("\v", " ")))

    def text(self) -> str:
        """The blocks that hold words."""
        blocks = (_SPACE.sub(" ", "".join(block)) for block in self._blocks)
        lines = ("\n".join(line.strip(" ") for line in block.split("\v")).strip("\n") for block in blocks)
        return "\n\n".join(block for block in lines if block.strip())

    def _break_at(self, tag: str) -> None:
        if tag in _BLOCKS and self._blocks[-1]:
            self._blocks.append([])
