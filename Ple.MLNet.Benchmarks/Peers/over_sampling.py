"""Over-sampling by imbalanced-learn: prints the milliseconds of one call (the median of five), the rows in memory.

Arguments: smote or copies, and the number of rows, of 30 numbers, a tenth of the rare class; made up to one for three of the others.
"""
import statistics
import sys
import time

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

count = int(sys.argv[2])
generator = np.random.default_rng(1)
classes = (np.arange(count) % 10 == 0).astype(int)
rows = (generator.random((count, 30)) + generator.random((count, 30)) + 0.3 * classes[:, None]).astype(np.float32)
sampler = (SMOTE if sys.argv[1] == "smote" else RandomOverSampler)(sampling_strategy=1 / 3, random_state=1)
milliseconds = []
for _ in range(5):
    start = time.perf_counter()
    sampler.fit_resample(rows, classes)
    milliseconds.append((time.perf_counter() - start) * 1e3)
print(statistics.median(milliseconds))
