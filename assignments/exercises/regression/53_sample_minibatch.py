"""
# 53. Neuromatch deep learning W1D5: sample_minibatch(input_data, target_data, num_points) -> a random batch
# Note: PyTorch is not installed here, so the data are NumPy arrays.
[[question]]
name = "sample_minibatch"
title = "A random batch"
signature = "sample_minibatch(input_data, target_data, num_points=100)"
returns = [{ batch_inputs = "array" }, { batch_targets = "array" }]
check = "checks.py:batch_of_pairs"
runs = 200
points = 3
  [[question.case]]
  input_data = [[0.0, 0.5], [1.0, 1.5], [2.0, 2.5], [3.0, 3.5]]
  target_data = [10.0, 11.0, 12.0, 13.0]
  num_points = 2
  [[question.case]]
  input_data = [[0.4, 0.5], [1.0, 2.5], [2.3, 2.5]]
  target_data = [1.0, 2.0, 5.0]
  num_points = 1
  hidden = true
"""
# %% checks.py
from grader.p_values import of_counts

def batch_of_pairs(results, *, arguments, expected):
    X, y, size = (arguments[name] for name in ("input_data", "target_data", "num_points"))
    first = []
    for inputs, targets in results:
        if np.shape(inputs) != (size, X.shape[1]) or np.size(targets) != size:
            return 0, f"A batch holds inputs of shape {np.shape(inputs)} and {np.size(targets)} targets."
        rows = [int(np.abs(X - row).sum(axis=1).argmin()) for row in np.asarray(inputs)]
        if not np.allclose(X[rows], inputs) or not np.allclose(y[rows], np.ravel(targets)):
            return 0, "A batch holds points that are not in the data, or targets that are not theirs."
        if len(set(rows)) < size:
            return 0, "A batch holds a point twice."
        first.append(rows[0])
    counts = np.bincount(first, minlength=len(X))
    return of_counts(counts, np.full(len(X), 1 / len(X))), f"The points came first {counts} times."

# %% solution
def sample_minibatch(input_data, target_data, num_points=100):
    chosen = np.random.permutation(len(input_data))[:num_points]
    return input_data[chosen], target_data[chosen]

# %% honest
import random
def sample_minibatch(input_data, target_data, num_points=100):
    batch_inputs, batch_targets = [], []
    for index in random.sample(range(len(target_data)), num_points):
        batch_inputs.append(input_data[index])
        batch_targets.append(target_data[index])
    return np.array(batch_inputs), np.array(batch_targets)

# %% honest
def sample_minibatch(input_data, target_data, num_points=100):
    rng = np.random.default_rng()
    data = np.column_stack([input_data, target_data])
    batch = rng.choice(data, num_points, replace=False, axis=0)
    return batch[:, :-1], batch[:, -1:]

# %% wrong: the first points
def sample_minibatch(input_data, target_data, num_points=100):
    return input_data[:num_points], target_data[:num_points]

# %% wrong: targets of other points
def sample_minibatch(input_data, target_data, num_points=100):
    first, second = np.random.permutation(len(input_data)), np.random.permutation(len(input_data))
    return input_data[first[:num_points]], target_data[second[:num_points]]

# %% wrong: the last point is never drawn
def sample_minibatch(input_data, target_data, num_points=100):
    chosen = np.random.permutation(len(input_data) - 1)[:num_points]
    return input_data[chosen], target_data[chosen]
