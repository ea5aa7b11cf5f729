"""Writes scores.json: metrics of small sets of feature rows by formulas re-stated from the reference tools, in float64.

kid            torch-fidelity: kernel (x'y / d + 1)^3, unbiased squared MMD of each given subset (all cross terms), mean and population deviation
prdc           package prdc: k-th neighbor by distances within a set, the border does not count (<): precision, recall, density, coverage
fidelity       torch-fidelity, metric_prc: the border counts (<=): precision and recall
sliced         POT: root of the mean over given directions of the squared 1-d transport distance (quantile functions of both sets)
authenticity   Alaa et al. 2022: share of generated rows farther from their nearest training row than that is from its nearest other one
data_copying   Meehan et al. 2020, one cell: z-score of the Mann-Whitney count of (generated, held-out) pairs, halves for ties (scipy's midranks)
exact, near    shares of rows at distance 0, and within the 5 % quantile of the held-out rows' distances

Distances are squared, in float64, by differences. One case is of whole numbers, full of ties. Needs numpy and scipy.
"""
import json
import pathlib

import numpy as np
import scipy.stats


def squared(x, y):
    return ((x[:, None, :] - y[None, :, :]) ** 2).sum(2)


def radii(x, k):
    return np.sort(squared(x, x), axis=1)[:, k]


def overlap(real, generated, k, border):
    within = np.less_equal if border else np.less
    d, r, g = squared(real, generated), radii(real, k), radii(generated, k)
    in_real, in_generated = within(d, r[:, None]), within(d, g[None, :])
    return {
        "precision": in_real.any(0).mean(),
        "recall": in_generated.any(1).mean(),
        "density": in_real.sum(0).mean() / k,
        "coverage": in_real.any(1).mean(),
    }


def kid(x, y):
    k = lambda a, b: (a @ b.T / a.shape[1] + 1) ** 3
    m = len(x)
    xx, yy = k(x, x), k(y, y)
    return (xx.sum() - np.trace(xx) + yy.sum() - np.trace(yy)) / (m * (m - 1)) - 2 * k(x, y).sum() / (m * m)


def transport(a, b):
    a, b = np.sort(a), np.sort(b)
    ends = np.unique(np.concatenate([np.arange(1, len(a) + 1) / len(a), np.arange(1, len(b) + 1) / len(b)]).round(12))
    starts = np.concatenate([[0], ends[:-1]])
    middle = (starts + ends) / 2
    quantile = lambda v: v[np.minimum((middle * len(v)).astype(int), len(v) - 1)]
    return ((ends - starts) * (quantile(a) - quantile(b)) ** 2).sum()


def copies(training, held_out, generated):
    d = squared(generated, training)
    nearest = d.argmin(1)
    among = radii(training, 1)
    made, natural = d.min(1), squared(held_out, training).min(1)
    m, n = len(made), len(natural)
    ranks = scipy.stats.rankdata(np.concatenate([made, natural]))
    u = ranks[:m].sum() - m * (m + 1) / 2
    near = np.sort(natural)[int(np.ceil(0.05 * n)) - 1]
    return {
        "authenticity": (made > among[nearest]).mean(),
        "data_copying": (u - m * n / 2) / np.sqrt(m * n * (m + n + 1) / 12),
        "exact": (made == 0).mean(), "natural_exact": (natural == 0).mean(),
        "near": (made <= near).mean(), "natural_near": (natural <= near).mean(),
    }


def case(name, random, d, make, sizes):
    real, generated, training = (make(random, n, d, side) for side, n in enumerate(sizes))
    generated[:4] = training[:4]  # some copies
    subsets = [(random.permutation(len(real))[:20].tolist(), random.permutation(len(generated))[:20].tolist()) for _ in range(5)]
    each = np.array([kid(real[a], generated[b]) for a, b in subsets])
    directions = random.normal(size=(7, d))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return {
        "name": name, "real": real.tolist(), "generated": generated.tolist(), "training": training.tolist(),
        "subsets": [{"real": a, "generated": b} for a, b in subsets], "kid_mean": each.mean(), "kid_deviation": each.std(),
        "prdc": overlap(real, generated, 5, False), "fidelity": overlap(real, generated, 3, True),
        "directions": directions.tolist(), "sliced": np.sqrt(np.mean([transport(real @ w, generated @ w) for w in directions])),
        "copies": copies(training, real, generated),
    }


def normal(random, n, d, side):
    return np.round(random.normal(size=(n, d)) * (1 + 0.2 * side) + 0.3 * side, 3).astype(np.float32).astype(float)


def whole(random, n, d, side):
    return random.integers(0, 3 + side, size=(n, d)).astype(float)


if __name__ == "__main__":
    random = np.random.default_rng(1)
    cases = [case("normal", random, 6, normal, (60, 50, 45)), case("equal sizes", random, 19, normal, (40, 40, 40)), case("ties", random, 3, whole, (60, 50, 45))]
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases))
