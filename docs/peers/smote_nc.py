# New rows by imbalanced-learn's SMOTE-NC for the training rows that `tabular --exchange FOLDER` wrote.
# Usage: python3 smote_nc.py FOLDER LABEL [rows of each other class for one of the most frequent, default 0.3333]
import glob, os, sys
import pandas as pd
from imblearn.over_sampling import SMOTENC

folder, label = sys.argv[1:3]
ratio = float(sys.argv[3]) if len(sys.argv) > 3 else 1 / 3
for path in sorted(glob.glob(os.path.join(folder, "train-*.csv"))):
    seed = int(path.rsplit("-", 1)[1][:-4])
    table = pd.read_csv(path)
    columns = [c for c in table.columns if c != label]
    categories = [i for i, c in enumerate(columns) if table[c].dtype == object]
    counts = table[label].value_counts()
    wanted = {c: max(n, round(ratio * counts.max())) for c, n in counts.items()}
    rows, classes = SMOTENC(categories, sampling_strategy=wanted, k_neighbors=5, random_state=seed).fit_resample(table[columns], table[label])
    rows[label] = classes
    rows[table.columns].to_csv(os.path.join(folder, f"rows-{seed}.csv"), index=False)
    print(path, len(table), "->", len(rows))
