import math
import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import SelonError
from selon.reader.decode import TAGS
from selon.reader.network import REACH, Network, WordTable, distance_buckets, may_overflow
from selon.reader.pieces import BEGIN, END
from selon.reader.pipeline import SHIPPED_MODEL, shipped_reader
from selon.reader.words import split_words

FILES = ("settings.json", "pieces.tsv", "words.npy", "encoder.onnx", "linker.onnx")
needs_model = pytest.mark.skipif(not (SHIPPED_MODEL / FILES[0]).exists(), reason="no model in this checkout")


def bucket_of(distance: int) -> int:
    """What `distance_buckets` says of one distance, in whole numbers alone."""
    near = abs(distance)
    far = 8
    while 8**3 * 2 ** (far - 8 + 1) <= near**3:  # three buckets for each doubling beyond 8
        far += 1
    return min(near if near < 8 else far, REACH - 1) + (0 if distance < 0 else REACH)


@given(st.integers(1, 300), st.data())
def test_distances_fall_into_buckets(words, data):
    anchors = data.draw(st.lists(st.integers(0, words - 1), min_size=1, max_size=5))
    buckets = distance_buckets(words, np.array(anchors))
    expected = [[bucket_of(word - anchor) for word in range(words)] for anchor in anchors]
    assert buckets.tolist() == expected
    assert buckets.dtype == np.int64


def test_buckets_grow_with_the_distance_and_stay_in_reach():
    row = distance_buckets(1001, np.array([500]))[0]
    assert row.min() == 1
    assert row.max() == 2 * REACH - 1
    assert (np.diff(row[:501])[:-1] <= 0).all()
    assert (np.diff(row[500:]) >= 0).all()
    assert set(row[:500]) & set(row[500:]) == set(), "before and behind never share a bucket"


def test_the_word_table_unpacks_four_bit_values():
    values = np.arange(64) % 16 - 8
    scales = np.array([0.5, -2.0], dtype=np.float16)
    packed = np.zeros((2, 2, 18), dtype=np.uint8)
    for block in range(2):
        whole = (values[block * 32 : block * 32 + 32] + 8).astype(np.uint8)
        packed[1, block, :2] = scales[block : block + 1].view(np.uint8)
        packed[1, block, 2:] = whole[:16] | whole[16:] << 4
    rows = WordTable(packed).rows(np.array([1, 0, 1]))
    assert rows.dtype == np.float32
    assert rows.shape == (3, 64)
    assert rows[0].tolist() == [*(values[:32] * 0.5), *(values[32:] * -2.0)]
    assert not rows[1].any()
    assert np.array_equal(rows[0], rows[2])


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(SelonError) as caught:
        Network(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)


@pytest.fixture
def broken_model(tmp_path):
    """Make a copy of the shipped model of which one file holds something else, or is missing."""

    def make(name: str, content: bytes | None):
        for other in FILES:
            if other != name:
                (tmp_path / other).symlink_to(SHIPPED_MODEL / other)
        if content is not None:
            (tmp_path / name).write_bytes(content)
        return tmp_path

    return make


@needs_model
@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}", b"\xff\xfe\x00"], ids=str)
@pytest.mark.parametrize("name", FILES)
def test_a_broken_model_is_told(broken_model, name, content):
    folder = broken_model(name, content)
    with pytest.raises(SelonError) as caught:
        Network(folder)
    assert str(folder) in str(caught.value)


@pytest.fixture(scope="module")
def network() -> Network:
    if not (SHIPPED_MODEL / FILES[0]).exists():
        pytest.skip("no model in this checkout")
    return shipped_reader()._network


def encoded(network: Network, text: str):
    """Vectors and kinds of the words of a short text."""
    pieces, firsts = [BEGIN], []
    for word in split_words(text):
        firsts.append(len(pieces))
        pieces.extend(network.vocabulary.cut(word))
    return network.encode(np.array([*pieces, END]), np.array(firsts))


TEXT = "« Nous partons », a déclaré la ministre. Selon elle, rien ne presse.\nFin."


def test_shapes_and_probabilities(network):
    count = len(split_words(TEXT))
    vectors, kinds = encoded(network, TEXT)
    assert vectors.shape[0] == count
    assert kinds.shape == (count, 3)
    assert np.allclose(np.exp(kinds).sum(1), 1, atol=1e-4)
    scores = network.link(vectors, np.array([0, 5, count - 1]))
    assert scores.shape == (3, count, TAGS)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()


def test_settings_fit_the_network(network):
    settings = network.settings
    assert settings.transitions.shape == (TAGS, TAGS)
    assert 0 < settings.anchor_threshold < 1
    assert len(settings.calibration) == 5
    assert all(map(math.isfinite, settings.calibration))
    assert len(network.vocabulary) == len(np.load(SHIPPED_MODEL / "words.npy", mmap_mode="r"))


def test_an_anchor_has_its_scores_in_any_company(network):
    vectors, _ = encoded(network, TEXT)
    alone = network.link(vectors, np.array([7]))
    together = network.link(vectors, np.array([2, 7, 9, 7]))
    # The linker computes in 8 bits with one scale for all anchors of a call: near, not equal.
    assert np.abs(together[1] - alone[0]).mean() < 0.2
    assert np.array_equal(together[1], together[3])


def test_the_same_pieces_give_the_same_numbers(network):
    first = encoded(network, TEXT)
    encoded(network, "Something else entirely. " * 20)
    again = encoded(network, TEXT)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    with ThreadPoolExecutor(4) as pool:
        for result in pool.map(lambda _: encoded(network, TEXT), range(8)):
            assert all(np.array_equal(a, b) for a, b in zip(first, result, strict=True))


def test_one_word_and_a_full_window(network):
    vectors, kinds = encoded(network, "Non")
    assert len(vectors) == len(kinds) == 1
    assert network.link(vectors, np.array([0])).shape == (1, 1, TAGS)
    vectors, kinds = network.encode(np.full(512, 100), np.arange(1, 511))
    assert np.isfinite(vectors).all()
    assert np.isfinite(kinds).all()


@needs_model
def test_a_model_may_lie_in_any_folder(tmp_path):
    folder = tmp_path / "modèle à part"
    folder.mkdir()
    for name in FILES[:3]:
        (folder / name).symlink_to(SHIPPED_MODEL / name)
    for name in FILES[3:]:
        shutil.copy(SHIPPED_MODEL / name, folder / name)
    moved = Network(folder)
    assert moved.settings.name == shipped_reader()._network.settings.name
    assert np.array_equal(encoded(moved, "Non.")[0], encoded(shipped_reader()._network, "Non.")[0])


@needs_model
def test_the_exact_kernels_read_alike(monkeypatch):
    """Where the fast 8-bit kernels may overflow others are asked for; here both are right, so they agree."""
    fast = Network(SHIPPED_MODEL)
    monkeypatch.setattr("selon.reader.network.may_overflow", lambda: True)
    exact = Network(SHIPPED_MODEL)
    pieces = np.array([0, *range(1000, 1040), 2])
    firsts = np.arange(1, 41)
    vectors, kinds = fast.encode(pieces, firsts)
    other_vectors, other_kinds = exact.encode(pieces, firsts)
    np.testing.assert_allclose(other_kinds, kinds, atol=0.05)
    np.testing.assert_allclose(other_vectors, vectors, atol=0.05)


def test_only_an_x86_without_vnni_may_overflow(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert not may_overflow()
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("pathlib.Path.read_text", lambda *_, **__: "flags : avx2 avx512_vnni")
    assert not may_overflow()
    monkeypatch.setattr("pathlib.Path.read_text", lambda *_, **__: "flags : avx2")
    assert may_overflow()
