"""
# 40. DeepLearning.AI course 2: random_mini_batches(X, Y, mini_batch_size=64, seed=0) -> list of (X, Y)
# Note: the handout prescribes the shuffle (`np.random.seed`), so there is one right answer.
[[question]]
name = "random_mini_batches"
title = "Shuffled mini-batches, with the shuffle that the handout prescribes"
signature = "random_mini_batches(X, Y, mini_batch_size=64, seed=0)"
returns = { kind = "list", each = [{ X = "array" }, { Y = "array" }] }
points = 6
  [[question.case]]
  X = [[0.1, 0.2, 0.3, 0.4, 0.5], [1.1, 1.2, 1.3, 1.4, 1.5]]
  Y = [[0, 1, 0, 0, 1]]
  mini_batch_size = 2
  seed = 1
  [[question.case]]
  X = [[0.7, 0.3, 0.3, 0.6, 0.1, 0.9, 0.2], [2.1, 1.7, 1.3, 3.4, 1.5, 0.6, 0.4]]
  Y = [[1, 1, 0, 1, 0, 0, 1]]
  mini_batch_size = 3
  hidden = true
"""
# %% solution
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    X, Y = X[:, permutation], Y[:, permutation]
    starts = range(0, m, mini_batch_size)
    return [(X[:, k : k + mini_batch_size], Y[:, k : k + mini_batch_size]) for k in starts]

# %% honest
import math
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    full = math.floor(m / mini_batch_size)
    for k in range(full):
        mini_batches.append((shuffled_X[:, k * mini_batch_size:(k + 1) * mini_batch_size],
                             shuffled_Y[:, k * mini_batch_size:(k + 1) * mini_batch_size]))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, full * mini_batch_size:], shuffled_Y[:, full * mini_batch_size:]))
    return mini_batches

# %% honest
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = np.random.permutation(X.shape[1])
    batches = []
    while len(order):
        chosen, order = order[:mini_batch_size], order[mini_batch_size:]
        batches.append([[[row[i] for i in chosen] for row in X], [[Y[0, i] for i in chosen]]])
    return batches

# %% wrong: the last batch is missing
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    p, b = np.random.permutation(X.shape[1]), mini_batch_size
    return [(X[:, p[k * b : k * b + b]], Y[:, p[k * b : k * b + b]]) for k in range(X.shape[1] // b)]

# %% wrong: Y is not shuffled
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    p, b = np.random.permutation(X.shape[1]), mini_batch_size
    return [(X[:, p[k : k + b]], Y[:, k : k + b]) for k in range(0, X.shape[1], b)]

# %% wrong: without the seed
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    p, b = np.random.default_rng(5).permutation(X.shape[1]), mini_batch_size
    return [(X[:, p[k : k + b]], Y[:, p[k : k + b]]) for k in range(0, X.shape[1], b)]
