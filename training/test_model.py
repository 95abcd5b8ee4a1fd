"""The network that is trained and the one that ships compute the same."""

import numpy as np
import torch

import model
from selon.reader import decode, network


def test_distances_fall_into_the_same_buckets():
    words = 512
    trained = model.distance_buckets(words).numpy()
    for anchor in (0, 17, 256, 511):
        shipped = network.distance_buckets(words, np.array([anchor]))[0]
        assert shipped.tolist() == trained[np.arange(words) - anchor + words - 1].tolist()
    assert model.REACH == network.REACH


def test_what_is_known_is_written_into_the_scores_alike():
    generator = np.random.default_rng(0)
    emissions = generator.normal(size=(4, 9, decode.TAGS)).astype(np.float32)
    anchors, kinds = np.array([0, 3, 8, 5]), np.array([1, 2, 1, 2])
    breaks = np.zeros((4, 9), dtype=bool)
    breaks[[0, 1, 2], [4, 6, 1]] = True
    trained = model.constrain(*map(torch.from_numpy, (emissions.copy(), anchors, kinds, breaks))).numpy()
    decode.constrain(emissions, anchors, kinds, breaks)
    zeroed = breaks[:, :, None] & (np.arange(decode.TAGS) == decode.OUTSIDE)
    assert np.array_equal(np.where(zeroed, 0, trained), emissions)


def test_the_likelihood_that_is_trained_is_the_one_that_is_told():
    generator = np.random.default_rng(1)
    emissions = generator.normal(size=(5, 12, decode.TAGS)).astype(np.float32) * 3
    lengths = np.array([12, 1, 7, 12, 3])
    chain = model.Chain()
    with torch.no_grad():
        chain.transitions.copy_(torch.from_numpy(generator.normal(size=(decode.TAGS, decode.TAGS))))
    paths = decode.best_paths(emissions, chain.transitions.detach().numpy(), lengths)
    with torch.no_grad():
        loss = chain.loss(*map(torch.from_numpy, (emissions, paths.tags, lengths))).numpy()
    assert np.allclose(-loss, paths.log_probability, atol=1e-3)
