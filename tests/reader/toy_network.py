"""A network of random weights that finds statements everywhere: it tries the reader harder than a good model does."""

import numpy as np

from selon.reader.network import REACH, Settings, distance_buckets
from selon.reader.pieces import Vocabulary

_WIDTH = 16
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèàçêôùÉ0123456789.,:;!?«»“”\"'’‘`()-–—_"
_PARTS = ["▁", "▁a", "▁l", "le", "mi", "nistre", "dé", "clar", "▁d", "▁que", "▁qu", "'", "on", "aid", "▁s", "..."]

TOY_PIECES = ["<s>", "<pad>", "</s>", "<unk>", *_LETTERS, *_PARTS]
TOY_SCORES = [0.0] * 4 + [-6 - 0.01 * i for i in range(len(_LETTERS))] + [-3 - 0.1 * i for i in range(len(_PARTS))]


class ToyNetwork:
    """Stands in for `selon.reader.network.Network`; the same pieces give the same scores."""

    def __init__(self, seed: int = 0, threshold: float = 0.5) -> None:
        generator = np.random.default_rng(seed)
        self.labels = None
        self.vocabulary = Vocabulary(TOY_PIECES, TOY_SCORES)
        self.settings = Settings(
            name="toy",
            version="0",
            anchor_threshold=threshold,
            nested_threshold=threshold,
            transitions=generator.normal(size=(13, 13)).astype(np.float32),
            calibration=(0.0, 1.0, 0.1, -0.5, -0.5),
        )
        self._pieces = generator.normal(size=(len(TOY_PIECES), _WIDTH)).astype(np.float32)
        self._kinds = generator.normal(size=(_WIDTH, 3)).astype(np.float32) / 2
        self._tags = generator.normal(size=(_WIDTH, 13)).astype(np.float32)
        self._distances = generator.normal(size=(2 * REACH, 13)).astype(np.float32)
        self.most_pieces_seen = 0

    def encode(self, pieces, firsts):
        self.most_pieces_seen = max(self.most_pieces_seen, len(pieces))
        assert len(firsts), "a window without words"
        assert firsts[-1] < len(pieces)
        vectors = self._pieces[pieces[firsts]] + self._pieces[pieces[firsts - 1]] / 2
        scores = vectors @ self._kinds
        return vectors, (scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)).astype(np.float32)

    def link(self, vectors, anchors):
        seen = vectors[None] * vectors[anchors][:, None] + vectors[None]
        near = self._distances[distance_buckets(len(vectors), anchors)]
        return (seen @ self._tags + near).astype(np.float32)
