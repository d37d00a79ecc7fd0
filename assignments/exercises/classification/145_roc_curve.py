"""
# 145. Machine learning courses: roc_curve(y, scores) -> dict
# Note: scores are whole numbers, since decimals that are equal are not when a rounding error is added.
[[question]]
name = "roc_curve"
title = "The curve of true and false positives"
signature = "roc_curve(y, scores)"
returns = { fpr = "array", tpr = "array", auc = "number" }
points = 4
  [[question.case]]
  y = [true, false, true, true, false]
  scores = [90, 80, 80, 30, 10]
  [[question.case]]
  y = [false, true, false, true, true, false]
  scores = [40, 40, 20, 90, 70, 90]
  hidden = true
"""
# %% solution
def roc_curve(y, scores):
    """Return fpr and tpr from (0, 0) to (1, 1), a point for each different score from the largest down, and the area."""
    ### BEGIN SOLUTION
    thresholds = np.unique(scores)[::-1]
    tpr = np.array([0.0, *(np.mean(scores[y] >= t) for t in thresholds)])
    fpr = np.array([0.0, *(np.mean(scores[~y] >= t) for t in thresholds)])
    return {"fpr": fpr, "tpr": tpr, "auc": np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)}
    ### END SOLUTION

# %% honest
from dataclasses import dataclass, field

@dataclass
class Curve:
    fpr: list
    tpr: list
    auc: float = field(init=False)

    def __post_init__(self):
        points = list(zip(self.fpr, self.tpr))
        self.auc = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in zip(points, points[1:]))

def roc_curve(y, scores):
    positives, negatives = int(sum(y)), int(sum(1 - y))
    f, t = [0], [0]
    for s in sorted(set(scores.tolist()), reverse=True):
        f.append(f[-1] + sum(1 for a, b in zip(y, scores) if b == s and not a))
        t.append(t[-1] + sum(1 for a, b in zip(y, scores) if b == s and a))
    return Curve([x / negatives for x in f], [x / positives for x in t])

# %% honest
from types import SimpleNamespace

import jax.numpy as jnp

def roc_curve(y, scores):
    order = jnp.argsort(-scores)
    ends = jnp.append(jnp.diff(scores[order]) != 0, True)
    tp, fp = jnp.cumsum(y[order])[ends], jnp.cumsum(~y[order])[ends]
    tpr, fpr = jnp.r_[0.0, tp / tp[-1]], jnp.r_[0.0, fp / fp[-1]]
    return dict(vars(SimpleNamespace(fpr=fpr, tpr=tpr, auc=jnp.trapezoid(tpr, fpr), thresholds=scores[order][ends])))

# %% wrong: ties are two points
def roc_curve(y, scores):
    y = y[np.argsort(-scores, kind="stable")]
    tpr, fpr = np.r_[0, np.cumsum(y) / y.sum()], np.r_[0, np.cumsum(~y) / (~y).sum()]
    return {"fpr": fpr, "tpr": tpr, "auc": np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)}

# %% wrong: larger than the threshold
def roc_curve(y, scores):
    thresholds = np.unique(scores)[::-1]
    tpr = np.array([0.0, *(np.mean(scores[y] > t) for t in thresholds)])
    fpr = np.array([0.0, *(np.mean(scores[~y] > t) for t in thresholds)])
    return {"fpr": fpr, "tpr": tpr, "auc": np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2)}

# %% wrong: the axes are exchanged
def roc_curve(y, scores):
    thresholds = np.unique(scores)[::-1]
    tpr = np.array([0.0, *(np.mean(scores[y] >= t) for t in thresholds)])
    fpr = np.array([0.0, *(np.mean(scores[~y] >= t) for t in thresholds)])
    return {"fpr": tpr, "tpr": fpr, "auc": np.sum(np.diff(tpr) * (fpr[1:] + fpr[:-1]) / 2)}
