"""
# 100. Machine learning courses: k_folds(n, k, rng) -> folds
[[question]]
name = "k_folds"
title = "Folds for cross-validation"
signature = "k_folds(n, k, rng)"
returns = { kind = "list", each = "array" }
points = 3
  [[question.case]]
  n = 7
  k = 3
  rng = { rng = 1 }
  [[question.case]]
  n = 10
  k = 4
  rng = { rng = 5 }
  hidden = true
"""
# %% solution
def k_folds(n, k, rng):
    """Return k arrays of the indices rng.permutation(n), in order, the first ones one longer where n / k is not whole."""
    ### BEGIN SOLUTION
    return np.array_split(rng.permutation(n), k)
    ### END SOLUTION

# %% honest
def k_folds(n, k, rng):
    order = rng.permutation(n)
    folds, start = [], 0
    for fold in range(k):
        size = n // k + (1 if fold < n % k else 0)
        folds.append(order[start : start + size].tolist())
        start += size
    return folds

# %% honest
def k_folds(n, k, rng):
    order = rng.permutation(np.arange(n))
    ends = np.cumsum([n // k + (i < n % k) for i in range(k)])
    return tuple(np.split(order, ends[:-1]))

# %% wrong: not shuffled
def k_folds(n, k, rng):
    return np.array_split(np.arange(n), k)

# %% wrong: a generator of its own
def k_folds(n, k, rng):
    return np.array_split(np.random.default_rng(0).permutation(n), k)

# %% wrong: the rest is dropped
def k_folds(n, k, rng):
    order = rng.permutation(n)
    return [order[i * (n // k) : (i + 1) * (n // k)] for i in range(k)]
