"""Pieces: the encoder's vocabulary, and the cutting of a word into pieces.

The cut is the most probable one under a unigram model (Kudo 2018), found word by word and remembered.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from selon.reader.words import Word

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
_SPACE = "▁"
_LONGEST_PIECE = 16
_MOST_PIECES = 12  # of one word; the rest of a monstrous word adds nothing
_UNKNOWN_COST = 10.0  # below the rarest piece, as in SentencePiece
_REMEMBERED = 200_000  # words; about 60 MB at most


class Vocabulary:
    """The pieces with their log-probabilities; cuts words into piece numbers. Safe to share between threads."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._number = {piece: i for i, piece in enumerate(pieces) if i > UNKNOWN}
        self._scores = list(scores)
        self._unknown = min(self._scores) - _UNKNOWN_COST
        self._remembered: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """Read a file of lines `piece<TAB>score`."""
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
        return cls([piece for piece, _ in rows], [float(score) for _, score in rows])

    def __len__(self) -> int:
        return len(self._scores)

    def cut(self, word: Word) -> tuple[int, ...]:
        """Piece numbers of one word, at least one."""
        if word.is_break:
            return (END,)
        key = (_SPACE + word.text) if word.spaced else word.text
        pieces = self._remembered.get(key)
        if pieces is None:
            pieces = self._best_cut(unicodedata.normalize("NFKC", key))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = pieces
        return pieces

    def _best_cut(self, text: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(text)
        origin: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(text) + 1)
        for start in range(len(text)):
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1], origin[start + 1] = best[start] + self._unknown, (start, UNKNOWN)
            for end in range(start + 1, min(len(text), start + _LONGEST_PIECE) + 1):
                number = self._number.get(text[start:end])
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end], origin[end] = best[start] + self._scores[number], (start, number)
        pieces: list[int] = []
        end = len(text)
        while end:
            end, number = origin[end]
            pieces.append(number)
        return tuple(pieces[::-1][:_MOST_PIECES]) or (UNKNOWN,)
