"""What has no single right answer: a batch that is drawn at random, and a classifier that is good enough."""

from itertools import combinations
from math import comb

import numpy as np

from grader.p_values import combine, of_counts, of_evenness

THRESHOLD = 0.9


def is_random_batch(results, *, arguments, expected):
    """Every batch holds `size` different points with their own labels, and each set of them is equally likely."""
    X, y, size = arguments["X"], arguments["y"], arguments["size"]
    batches = []
    for inputs, labels in results:
        if inputs.shape != (size, X.shape[1]) or np.size(labels) != size:
            return 0, f"A batch has points of shape {inputs.shape} and {np.size(labels)} labels."
        rows = [int(np.abs(X - point).sum(axis=1).argmin()) for point in inputs]
        if not np.allclose(X[rows], inputs, rtol=1e-4, atol=1e-4):
            return 0, "A batch holds a point that is not in the data."
        if not np.allclose(y[rows], np.ravel(labels)):
            return 0, "A batch holds a point with the label of another one."
        if len(set(rows)) < size:
            return 0, "A batch holds a point twice: draw without replacement."
        batches.append(tuple(sorted(rows)))
    share, sets = size / len(X), list(combinations(range(len(X)), size))
    counts = np.bincount(np.ravel(batches), minlength=len(X))  # the order within a batch is free
    p_points = [of_counts([count, len(batches) - count], [share, 1 - share]) for count in counts]
    of_sets = [batches.count(each) for each in sets], np.full(len(sets), 1 / len(sets))
    missing = len(sets) - len(set(batches))  # for any so many sets, the chance that none of them comes
    p_missing = min(1.0, comb(len(sets), missing) * (1 - missing / len(sets)) ** len(batches))
    came = f"{len(set(batches))} of the {len(sets)} possible sets of points came, each at most {max(of_sets[0])} times."
    p = combine([*p_points, of_counts(*of_sets), of_evenness(*of_sets), p_missing])
    return p, f"The points were in a batch {counts.tolist()} times, and {came}"


def is_accurate(w, *, arguments, expected):
    """At least 90 % of the labels of held-out points are right; half of the points for 80 %."""
    X, y = arguments["X_new"], arguments["y_new"]
    if w.shape != (X.shape[1],):
        return 0, f"Your w has the shape {w.shape}; the points have {X.shape[1]} coordinates."
    accuracy = np.mean((X @ w > 0) == (y > 0.5))
    share = 1.0 if accuracy >= THRESHOLD else 0.5 if accuracy >= THRESHOLD - 0.1 else 0.0
    return share, f"On new points {accuracy:.0%} of your labels are right; {THRESHOLD:.0%} are asked for."
