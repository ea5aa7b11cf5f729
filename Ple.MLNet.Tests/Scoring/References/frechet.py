"""Writes frechet.json: Frechet distances in float64 by formulas other than the library's.

sqrtm    |m1 - m2|^2 + Tr(S1 + S2 - 2 sqrtm(S1 S2)), scipy.linalg.sqrtm
nuclear  the same with Tr sqrtm(S1 S2) as the nuclear norm of X1c X2c' / sqrt((n1 - 1)(n2 - 1)), Xc the centred rows: exact for
         covariances of any rank, where sqrtm of a singular matrix has about 8 digits

Rows come from a linear congruential generator, so that the test makes the same ones (ReferenceRows.cs). Needs numpy and scipy.
"""
import json
import pathlib

import numpy as np
import scipy.linalg


def rows(seed, count, dimensions, scale, shift):
    state, values = seed, np.empty(count * dimensions)
    for i in range(values.size):
        state = (1103515245 * state + 12345) % 2**31
        values[i] = (state >> 16) / 2**15 - 0.5
    independent = values.reshape(count, dimensions)
    correlated = independent.copy()
    correlated[:, 1:] += independent[:, :-1]
    return correlated * scale * 2.0 ** -(np.arange(dimensions) % 4) + shift  # exact in float32 as well


def distance(case):
    d = case["dimensions"]
    x = rows(case["seed"], case["realRows"], d, 1, 0)
    y = rows(case["seed"] + 1, case["generatedRows"], d, 2, 0.25)
    x_mean, y_mean = x.mean(0), y.mean(0)
    x_cov, y_cov = np.cov(x.T), np.cov(y.T)
    without_root = ((x_mean - y_mean) ** 2).sum() + np.trace(x_cov) + np.trace(y_cov)
    root = np.trace(scipy.linalg.sqrtm(x_cov @ y_cov)).real
    nuclear = np.linalg.svd((x - x_mean) @ (y - y_mean).T, compute_uv=False).sum() / np.sqrt((len(x) - 1) * (len(y) - 1))
    return case | {"sqrtm": without_root - 2 * root, "nuclear": without_root - 2 * nuclear}


CASES = [  # the rank is min(rows - 1, dimensions) on either side
    {"seed": 1, "dimensions": 8, "realRows": 200, "generatedRows": 150, "fullRank": True},
    {"seed": 3, "dimensions": 16, "realRows": 300, "generatedRows": 300, "fullRank": True},
    {"seed": 5, "dimensions": 24, "realRows": 500, "generatedRows": 60, "fullRank": True},
    {"seed": 7, "dimensions": 8, "realRows": 5, "generatedRows": 6, "fullRank": False},
    {"seed": 9, "dimensions": 24, "realRows": 500, "generatedRows": 12, "fullRank": False},
    {"seed": 11, "dimensions": 24, "realRows": 9, "generatedRows": 400, "fullRank": False},
    {"seed": 13, "dimensions": 16, "realRows": 2, "generatedRows": 2, "fullRank": False},
]

if __name__ == "__main__":
    lines = ",\n".join("  " + json.dumps(distance(case)) for case in CASES)
    pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
