"""The Frechet distance by scipy.linalg.sqrtm, as FID programs compute it: prints "milliseconds distance" (median).

Arguments: the number of dimensions, and a file of float64 with both means and both covariances. Needs numpy and scipy.
"""
import statistics
import sys
import time

import numpy as np
import scipy.linalg

RUNS = 5

dimensions = int(sys.argv[1])
values = np.fromfile(sys.argv[2])
means = values[:2 * dimensions].reshape(2, dimensions)
covariances = values[2 * dimensions:].reshape(2, dimensions, dimensions)


def distance():
    root = scipy.linalg.sqrtm(covariances[0] @ covariances[1])
    return ((means[0] - means[1]) ** 2).sum() + np.trace(covariances[0] + covariances[1] - 2 * root.real)


milliseconds = []
for _ in range(RUNS):
    start = time.perf_counter()
    result = distance()
    milliseconds.append((time.perf_counter() - start) * 1e3)
print(statistics.median(milliseconds), repr(float(result)))
