"""FID of two files of float32 features, as pytorch-fid computes it: prints "seconds distance", reading included.

Arguments: the number of features and the two files. Needs numpy and scipy.
"""
import sys
import time

import numpy as np
import scipy.linalg

dimensions = int(sys.argv[1])
start = time.perf_counter()
moments = []
for path in sys.argv[2:4]:
    features = np.fromfile(path, dtype=np.float32).reshape(-1, dimensions).astype(np.float64)
    moments.append((features.mean(axis=0), np.cov(features, rowvar=False)))
(m1, s1), (m2, s2) = moments
root = scipy.linalg.sqrtm(s1 @ s2)
distance = ((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * np.trace(root.real)
print(time.perf_counter() - start, repr(float(distance)))
