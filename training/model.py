"""The reader's network: encoder, anchor head, linker, and the linear chain that scores whole tag sequences."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from encoder import WIDTH, Encoder, FeatureDropout, attend
from selon.reader.decode import CONTENT_STARTS, CUE_STARTS, OUTSIDE, TAGS, allowed_edges, allowed_transitions

LINK = 256
LINK_HEADS = 4
KINDS = 3  # of anchors: none, first word of a cue, first word of a content that has no cue
REACH = 20  # buckets of distance on each side of the anchor
IMPOSSIBLE = -1e4


def distance_buckets(words: int) -> Tensor:
    """Bucket of every distance from -(words-1) to words-1: exact up to 8 words, logarithmic beyond."""
    distance = torch.arange(-words + 1, words)
    near = distance.abs().float()
    far = 8 + (near.clamp(min=8) / 8).log2() * 3
    bucket = torch.where(near < 8, near, far).floor().clamp(max=REACH - 1).long()
    return torch.where(distance < 0, bucket, bucket + REACH)


class Linker(nn.Module):
    """Given word vectors and anchors, scores of the 13 tags for each word as seen from each anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, 2 * LINK)
        self.anchor = nn.Linear(WIDTH, 2 * LINK)
        self.distance = nn.Embedding(2 * REACH, LINK)
        self.norm0 = nn.LayerNorm(LINK)
        self.qkv = nn.Linear(LINK, 3 * LINK)
        self.out = nn.Linear(LINK, LINK)
        self.norm1 = nn.LayerNorm(LINK)
        self.up = nn.Linear(LINK, 2 * LINK)
        self.down = nn.Linear(2 * LINK, LINK)
        self.norm2 = nn.LayerNorm(LINK)
        self.tags = nn.Linear(LINK, TAGS)
        self.drop = FeatureDropout(0.1)
        self.attend = attend
        nn.init.normal_(self.distance.weight, std=0.1)
        with torch.no_grad():
            self.tags.bias[OUTSIDE] = 3.0

    def forward(self, vectors: Tensor, rows: Tensor, anchors: Tensor, buckets: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors [windows, words, 384]; rows, anchors [n]: window and word of each anchor; scores [n, words, 13]."""
        words = vectors.shape[1]
        offsets = torch.arange(words).unsqueeze(0) - anchors.unsqueeze(1) + words - 1
        return self.scores(vectors, rows, anchors, buckets[offsets], mask)

    def scores(self, vectors: Tensor, rows: Tensor, anchors: Tensor, buckets: Tensor, mask: Tensor | None) -> Tensor:
        """The same with the bucket of each word's distance given, [n, words]."""
        added, scaled = self.word(vectors).chunk(2, -1)
        here, scale = self.anchor(vectors[rows, anchors]).chunk(2, -1)
        x = added[rows] + here.unsqueeze(1) + scaled[rows] * scale.unsqueeze(1) + self.distance(buckets)
        x = self.norm0(x)
        seen = self.attend(*self.qkv(x).chunk(3, -1), mask, LINK_HEADS)
        x = self.norm1(x + self.drop(self.out(seen)))
        x = self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))
        return self.tags(x)


class Chain(nn.Module):
    """A linear-chain conditional random field over the 13 tags (Lafferty et al. 2001)."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))
        begins, ends = allowed_edges()
        self.register_buffer("forbidden", torch.from_numpy(~allowed_transitions()), persistent=False)
        self.register_buffer("no_begin", torch.from_numpy(~begins), persistent=False)
        self.register_buffer("no_end", torch.from_numpy(~ends), persistent=False)

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of each sequence: emissions [n, words, 13], tags [n, words], lengths [n]."""
        step = self.transitions.masked_fill(self.forbidden, IMPOSSIBLE)
        inside = torch.arange(tags.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
        picked = emissions.gather(2, tags.unsqueeze(2)).squeeze(2) * inside
        moved = step[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]
        gold = picked.sum(1) + moved.sum(1)
        total = emissions[:, 0].masked_fill(self.no_begin, IMPOSSIBLE)
        for t in range(1, tags.shape[1]):
            summed = torch.logsumexp(total.unsqueeze(2) + step, 1) + emissions[:, t]
            total = torch.where(inside[:, t].unsqueeze(1), summed, total)
        return torch.logsumexp(total.masked_fill(self.no_end, IMPOSSIBLE), 1) - gold


def constrain(emissions: Tensor, anchors: Tensor, kinds: Tensor, breaks: Tensor) -> Tensor:
    """What `selon.reader.decode.constrain` does, for training."""
    rows = torch.arange(len(anchors))
    blocked = torch.zeros_like(emissions, dtype=torch.bool)
    blocked[:, :, list(CUE_STARTS)] = True
    at_anchor = torch.ones(len(anchors), TAGS, dtype=torch.bool)
    for kind, starts in ((1, CUE_STARTS), (2, CONTENT_STARTS)):
        for start in starts:
            at_anchor[kinds == kind, start] = False
    blocked[rows, anchors] = at_anchor
    blocked[breaks] = True
    blocked[..., OUTSIDE] &= ~breaks
    return emissions.masked_fill(blocked, IMPOSSIBLE)


class Reader(nn.Module):
    """Everything that is trained."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.anchor = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, KINDS))
        self.roles = nn.Linear(WIDTH, 3)  # is the word in any source, cue, content: shapes the encoder, not shipped
        self.linker = Linker()
        self.chain = Chain()
        with torch.no_grad():
            self.anchor[3].bias.copy_(torch.tensor([math.log(0.97), math.log(0.027), math.log(0.003)]))

    def word_vectors(self, pieces: Tensor, mask: Tensor | None, firsts: Tensor) -> Tensor:
        """Vectors of the words' first pieces: pieces [windows, length], firsts [windows, words]."""
        vectors = self.encoder(pieces, mask)
        return vectors.gather(1, firsts.unsqueeze(2).expand(-1, -1, WIDTH))
