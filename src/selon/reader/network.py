"""The network as it ships: 4-bit word table, int8 encoder and linker in ONNX, run by onnxruntime on the CPU."""

import json
import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from selon.errors import SelonError
from selon.reader.decode import Floats, Integers
from selon.reader.label_head import LabelHead
from selon.reader.pieces import Vocabulary

LABELS = "labels.npz"
REACH = 20  # buckets of distance on each side of an anchor
_EXACT = 8  # distances below this have a bucket each


def distance_buckets(words: int, anchors: Integers) -> Integers:
    """Bucket of the distance of every word from every anchor, [anchors, words]: exact when near, logarithmic beyond."""
    distance = np.arange(words)[None, :] - anchors[:, None]
    near = np.abs(distance)
    far = _EXACT + np.log2(np.maximum(near, _EXACT) / np.float32(_EXACT)) * 3
    bucket = np.minimum(np.where(near < _EXACT, near, far).astype(np.int64), REACH - 1)
    placed: Integers = np.where(distance < 0, bucket, bucket + REACH)
    return placed


class WordTable:
    """The word embeddings, packed: 18 bytes for 32 weights, a half-precision scale and 4-bit values."""

    def __init__(self, packed: NDArray[np.uint8]) -> None:
        self._packed = packed

    def rows(self, pieces: Integers) -> Floats:
        """Vectors of the pieces, [pieces, width]."""
        block = self._packed[pieces]
        count, blocks, _ = block.shape
        scale = np.ascontiguousarray(block[:, :, :2]).view(np.float16).astype(np.float32)
        nibbles = block[:, :, 2:]
        values = np.empty((count, blocks, 32), dtype=np.float32)
        values[:, :, :16] = nibbles & 15
        values[:, :, 16:] = nibbles >> 4
        values -= 8
        values *= scale
        return values.reshape(count, blocks * 32)


@dataclass(frozen=True)
class Settings:
    """What was settled after training, from `settings.json`: thresholds, transitions, calibration."""

    name: str
    version: str
    anchor_threshold: float
    nested_threshold: float
    transitions: Floats
    calibration: tuple[float, ...]


class Network:
    """The loaded model. Running it changes nothing in it, so threads may share it."""

    def __init__(self, folder: Path) -> None:
        try:
            self.settings = _read_settings(folder / "settings.json")
            self.vocabulary = Vocabulary.load(folder / "pieces.tsv")
            self._table = WordTable(np.load(folder / "words.npy", mmap_mode="r"))
            self._encoder = _session(folder / "encoder.onnx")
            self._linker = _session(folder / "linker.onnx")
            self.labels = LabelHead.load(folder / LABELS) if (folder / LABELS).exists() else None
        except Exception as problem:  # onnxruntime's errors share no class but this one
            raise SelonError("bad_model", where=folder, reason=problem) from problem

    def encode(self, pieces: Integers, firsts: Integers) -> tuple[Floats, Floats]:
        """Vectors of the words [words, width] and log-probabilities of the anchor kinds [words, 3]."""
        rows = self._table.rows(pieces)[None]
        vectors, kinds = self._encoder.run(None, {"rows": rows, "firsts": firsts})
        return vectors, kinds

    def link(self, vectors: Floats, anchors: Integers) -> Floats:
        """Scores of the 13 tags of every word as seen from every anchor, [anchors, words, 13]."""
        buckets = distance_buckets(len(vectors), anchors)
        (scores,) = self._linker.run(None, {"vectors": vectors, "anchors": anchors, "buckets": buckets})
        return np.asarray(scores, dtype=np.float32)


def _read_settings(path: Path) -> Settings:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Settings(
        raw["name"],
        raw["version"],
        raw["anchor_threshold"],
        raw["nested_threshold"],
        np.array(raw["transitions"], dtype=np.float32),
        tuple(raw["calibration"]),
    )


def may_overflow() -> bool:
    """Whether the fast 8-bit kernels may overflow here: on x86 without VNNI, or where the processor does not tell."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return False
    try:
        return "vnni" not in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return True


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows run side by side instead: each alone, so that batches cannot matter
    options.inter_op_num_threads = 1
    if may_overflow():
        options.add_session_config_entry("session.x64quantprecision", "1")  # exact kernels, a third slower
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
