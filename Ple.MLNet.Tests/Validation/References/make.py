# Makes classification.csv and metrics.csv beside it, by scikit-learn. Run by Python 3.11 with scikit-learn 1.2.1.
import csv, os
import numpy as np
from sklearn import metrics as m
from sklearn.linear_model import LogisticRegression

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(7)
n = 400
truth = (random.random(n) < 0.15).astype(int)
score = random.normal(size=n) + 1.4 * truth
binary = np.round(1 / (1 + np.exp(-(1.3 * score - 2))), 3).astype(np.float32).astype(float)  # rounded: there are ties
labels3 = random.choice(3, size=n, p=[0.7, 0.2, 0.1])
logits = random.normal(size=(n, 3)) + 1.2 * np.eye(3)[labels3] + np.log([0.7, 0.2, 0.1])
multi = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
multi = multi.astype(np.float32).astype(float)
with open(os.path.join(here, "classification.csv"), "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["truth", "probability", "class", "p0", "p1", "p2"])
    for row in zip(truth, binary, labels3, *multi.T):
        w.writerow([repr(v) if isinstance(v, float) else v for v in (int(row[0]), float(row[1]), int(row[2]), *map(float, row[3:]))])

def slope(y, p):
    x = np.log(p / (1 - p)).reshape(-1, 1)
    return LogisticRegression(penalty=None, tol=1e-14, max_iter=10000, solver="newton-cg").fit(x, y).coef_[0, 0]

def ece(p, right):
    bins = np.clip((p * 10).astype(int), 0, 9)
    return sum(abs(p[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(p)

rows = []
cut = 0.3
named = binary >= cut
rows += [("binary", "Accuracy", m.accuracy_score(truth, named)), ("binary", "BalancedAccuracy", m.balanced_accuracy_score(truth, named)), ("binary", "Precision", m.precision_score(truth, named)),
         ("binary", "Recall", m.recall_score(truth, named)), ("binary", "F1", m.f1_score(truth, named)), ("binary", "AveragePrecision", m.average_precision_score(truth, binary)),
         ("binary", "RocAuc", m.roc_auc_score(truth, binary)), ("binary", "BrierScore", m.brier_score_loss(truth, binary)), ("binary", "LogLoss", m.log_loss(truth, binary)),
         ("binary", "CalibrationSlope", slope(truth, binary)), ("binary", "CalibrationError", ece(binary, truth)), ("binary", "ProbabilityRatio", binary.mean() / truth.mean())]
best = multi.argmax(1)
one = np.eye(3)[labels3]
unit = multi / multi.sum(1, keepdims=True)
rows += [("multi", "Accuracy", m.accuracy_score(labels3, best)), ("multi", "BalancedAccuracy", m.balanced_accuracy_score(labels3, best)), ("multi", "Precision", m.precision_score(labels3, best, average="macro")),
         ("multi", "Recall", m.recall_score(labels3, best, average="macro")), ("multi", "F1", m.f1_score(labels3, best, average="macro")),
         ("multi", "AveragePrecision", m.average_precision_score(one, multi, average="macro")), ("multi", "RocAuc", np.mean([m.roc_auc_score(one[:, c], multi[:, c]) for c in range(3)])),
         ("multi", "BrierScore", ((multi - one) ** 2).sum(1).mean()), ("multi", "LogLoss", -np.log(multi[np.arange(n), labels3]).mean()),
         ("multi", "CalibrationSlope", np.mean([slope(one[:, c], multi[:, c]) for c in range(3)])), ("multi", "CalibrationError", ece(multi.max(1), (best == labels3).astype(float))),
         ("multi", "ProbabilityRatio", np.mean([multi[:, c].mean() / one[:, c].mean() for c in range(3)]))]

# the best value of each goal over all cuts: rows at or above a score that occurs are positive
cuts = np.unique(binary)
def over(goal):
    return max(goal(binary >= c) for c in np.append(cuts, 2))
def cost(p):
    tn, fp, fn, tp = m.confusion_matrix(truth, p).ravel()
    return -(fp * 1 + fn * 7) / n
recall = [(m.precision_score(truth, binary >= c), m.recall_score(truth, binary >= c)) for c in cuts]
rows += [("goal", "F1", over(lambda p: m.f1_score(truth, p))), ("goal", "F2", over(lambda p: m.fbeta_score(truth, p, beta=2))), ("goal", "BalancedAccuracy", over(lambda p: m.balanced_accuracy_score(truth, p))),
         ("goal", "Youden", over(lambda p: m.balanced_accuracy_score(truth, p, adjusted=True))), ("goal", "Accuracy", over(lambda p: m.accuracy_score(truth, p))), ("goal", "Cost", over(cost)),
         ("goal", "Recall", max(p for p, r in recall if r >= 0.8)), ("goal", "Precision", max(r for p, r in recall if p >= 0.5))]
with open(os.path.join(here, "metrics.csv"), "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["kind", "metric", "value"])
    for kind, name, value in rows:
        w.writerow([kind, name, repr(float(value))])
