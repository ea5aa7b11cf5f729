"""Writes gaussian_mixture_em.json: inputs, starts and results of scikit-learn's GaussianMixture. Run: python3 gaussian_mixture_em.py"""
import json
import os

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture


def case(name, rows, components, tolerance, iterations, regularization, rng):
    dimension = rows.shape[1]
    weights = rng.dirichlet(np.full(components, 5.0))
    means = rows[rng.choice(len(rows), components, replace=False)] + 0.1
    covariances = []
    for _ in range(components):
        a = rng.standard_normal((dimension, dimension)) * 0.3
        covariances.append(a @ a.T + np.eye(dimension))
    model = GaussianMixture(
        components, tol=tolerance, max_iter=iterations, reg_covar=regularization,
        weights_init=weights / weights.sum(), means_init=means, precisions_init=np.linalg.inv(covariances),
    ).fit(rows)
    return {
        "name": name, "dimension": dimension, "components": components, "tolerance": tolerance,
        "maximumIterations": iterations, "covarianceRegularization": regularization,
        "rows": rows.ravel().tolist(), "startWeights": (weights / weights.sum()).tolist(),
        "startMeans": means.tolist(), "startCovariances": [c.ravel().tolist() for c in covariances],
        "iterations": int(model.n_iter_), "converged": bool(model.converged_), "logLikelihood": float(model.score(rows)),
        "weights": model.weights_.tolist(), "means": model.means_.tolist(),
    }


def main():
    rng = np.random.default_rng(5)
    line = rng.standard_normal((60, 1)) + 2 * (rng.random((60, 1)) < 0.3)
    few = line[:10]
    centres = rng.standard_normal((4, 3)) * 3
    space = centres[rng.integers(0, 4, 150)] + rng.standard_normal((150, 3)) @ rng.standard_normal((3, 3))
    cases = [
        case("1-D, default tolerance", line, 2, 1e-3, 100, 1e-6, rng),
        case("1-D, run to the last bit", line, 2, 1e-17, 100_000, 1e-6, rng),
        case("1-D, ten rows, run to the last bit", few, 2, 1e-17, 100_000, 1e-6, rng),
        case("3-D, four components", space, 4, 1e-9, 1000, 1e-6, rng),
        case("3-D, stopped after seven iterations, strong regularisation", space, 3, 0.0, 7, 0.1, rng),
    ]
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gaussian_mixture_em.json")
    with open(target, "w") as file:
        json.dump({"scikit-learn": sklearn.__version__, "cases": cases}, file)
        file.write("\n")


main()
