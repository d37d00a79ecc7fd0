"""
# 134. Machine learning courses: adaboost(X, y, rounds) -> a list of stumps, each a dictionary, and the margins
[[question]]
name = "adaboost"
title = "AdaBoost"
signature = "adaboost(X, y, rounds)"
returns = [{ stumps = { kind = "list", each = { feature = "number", threshold = "number", polarity = "number", alpha = "number" } } }, { margins = "array" }]
points = 6
  [[question.case]]
  X = [[1.0, 3.0], [2.0, 1.0], [3.0, 2.5], [4.0, 0.5], [2.2, 1.7]]
  y = [1, -1, 1, 1, -1]
  rounds = 2
  [[question.case]]
  X = [[1.0, 3.0, 0.3], [2.0, 1.0, 0.8], [3.0, 2.5, 0.1], [4.0, 0.5, 0.9], [2.5, 0.7, 0.2], [0.3, 1.3, 0.6]]
  y = [-1, 1, 1, -1, 1, -1]
  rounds = 3
  hidden = true
"""
# %% functions.py
def best_stump(X, y, weights):
    """The stump of least weighted error; of equal ones the first feature, the smallest threshold, polarity 1."""
    best = None
    for feature in range(X.shape[1]):
        values = np.sort(X[:, feature])
        for threshold in (values[1:] + values[:-1]) / 2:
            for polarity in (1, -1):
                guess = np.where(X[:, feature] > threshold, polarity, -polarity)
                error = weights[guess != y].sum()
                if best is None or error < best[0] - 1e-9:
                    best = error, {"feature": feature, "threshold": threshold, "polarity": polarity}, guess
    return best

# %% solution
from functions import best_stump

def adaboost(X, y, rounds):
    """best_stump gives error, stump and guess. Return the stumps, each with its alpha, and the margins y F(x)."""
    ### BEGIN SOLUTION
    weights, F, stumps = np.ones(len(y)) / len(y), np.zeros(len(y)), []
    for _ in range(rounds):
        error, stump, guess = best_stump(X, y, weights)
        alpha = 0.5 * np.log((1 - error) / error)
        stumps.append({**stump, "alpha": alpha})
        weights = weights * np.exp(-alpha * y * guess)
        weights = weights / weights.sum()
        F = F + alpha * guess
    return stumps, y * F
    ### END SOLUTION

# %% honest
from functions import best_stump

def adaboost(X, y, rounds):
    w = np.full(len(y), 1 / len(y))
    out, F = [], 0
    for _ in range(rounds):
        e, stump, h = best_stump(X, y, w)
        out.append(stump | {"alpha": np.log((1 - e) / e) / 2})
        w = np.where(h == y, w / (2 * (1 - e)), w / (2 * e))
        F = F + out[-1]["alpha"] * h
    return out, F * y

# %% honest
from functions import best_stump

from dataclasses import dataclass

@dataclass
class Stump:
    feature: int
    threshold: float
    polarity: int
    alpha: float

    def __call__(self, X):
        return self.polarity * np.sign(X[:, self.feature] - self.threshold)

def adaboost(X, y, rounds):
    stumps = []
    for _ in range(rounds):
        F = sum((s.alpha * s(X) for s in stumps), np.zeros(len(y)))
        w = np.exp(-y * F)
        e, stump, _ = best_stump(X, y, w / w.sum())
        stumps.append(Stump(alpha=-np.log(e / (1 - e)) / 2, **stump))
    return stumps, np.array([y[i] * sum(s.alpha * s(X)[i] for s in stumps) for i in range(len(y))])

# %% wrong: alpha without its half
from functions import best_stump

def adaboost(X, y, rounds):
    weights, F, stumps = np.ones(len(y)) / len(y), np.zeros(len(y)), []
    for _ in range(rounds):
        error, stump, guess = best_stump(X, y, weights)
        alpha = np.log((1 - error) / error)
        stumps.append({**stump, "alpha": alpha})
        weights = weights * np.exp(-alpha * y * guess)
        weights = weights / weights.sum()
        F = F + alpha * guess
    return stumps, y * F

# %% wrong: right ones become heavier
from functions import best_stump

def adaboost(X, y, rounds):
    weights, F, stumps = np.ones(len(y)) / len(y), np.zeros(len(y)), []
    for _ in range(rounds):
        error, stump, guess = best_stump(X, y, weights)
        alpha = 0.5 * np.log((1 - error) / error)
        stumps.append({**stump, "alpha": alpha})
        weights = weights * np.exp(alpha * y * guess)
        weights = weights / weights.sum()
        F = F + alpha * guess
    return stumps, y * F

# %% wrong: F in place of the margins
from functions import best_stump

def adaboost(X, y, rounds):
    weights, F, stumps = np.ones(len(y)) / len(y), np.zeros(len(y)), []
    for _ in range(rounds):
        error, stump, guess = best_stump(X, y, weights)
        alpha = 0.5 * np.log((1 - error) / error)
        stumps.append({**stump, "alpha": alpha})
        weights = weights * np.exp(-alpha * y * guess)
        weights = weights / weights.sum()
        F = F + alpha * guess
    return stumps, F
