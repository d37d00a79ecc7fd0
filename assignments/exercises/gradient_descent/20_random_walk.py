"""
# 20. EPFL CS-439, lab 4: random_walk(G, x_init, num_iter) -> x, errors
# Note: on small matrices; the course reads a graph from a file.
[[question]]
name = "random_walk"
title = "The distribution of a random walk"
signature = "random_walk(G, x_init, num_iter)"
returns = [{ x = "array" }, { errors = "history" }]
points = 4
  [[question.case]]
  G = [[0.0, 0.5, 0.5], [0.5, 0.1, 0.4], [0.5, 0.4, 0.1]]
  x_init = [1.0, 0.0, 0.0]
  num_iter = 5
  [[question.case]]
  G = [[0.802, 0.198], [0.352, 0.648]]
  x_init = [0.263, 0.885]
  num_iter = 3
  [[question.case]]
  G = [[0.7, 0.3], [0.3, 0.7]]
  x_init = [0.2, 0.8]
  num_iter = 3
  hidden = true
"""
# %% solution
def random_walk(G, x_init, num_iter):
    x, errors = x_init, []
    for _ in range(num_iter):
        x = G @ x
        errors.append(np.sum((x - 1 / len(x)) ** 2))
    return x, errors

# %% honest
def random_walk(G, x_init, num_iter):
    x = np.copy(x_init)
    errors = np.zeros(num_iter)
    uniform = np.ones(len(x)) / len(x)
    for t in range(num_iter):
        x = G.dot(x)
        errors[t] = np.linalg.norm(x - uniform) ** 2
    return x, errors

# %% honest
def random_walk(G, x_init, num_iter):
    n = len(x_init)
    states = [np.linalg.matrix_power(G, t) @ x_init for t in range(num_iter + 1)]
    return states[-1], np.array([[sum((s - 1 / n) ** 2)] for s in states[1:]])

# %% wrong: not squared
def random_walk(G, x_init, num_iter):
    x, errors = x_init, []
    for _ in range(num_iter):
        x = G @ x
        errors.append(np.linalg.norm(x - 1 / len(x)))
    return x, errors

# %% wrong: errors before the step
def random_walk(G, x_init, num_iter):
    x, errors = x_init, []
    for _ in range(num_iter):
        errors.append(np.sum((x - 1 / len(x)) ** 2))
        x = G @ x
    return x, errors

# %% wrong: x is not carried on
def random_walk(G, x_init, num_iter):
    errors = []
    for _ in range(num_iter):
        x = G @ x_init
        errors.append(np.sum((x - 1 / len(x)) ** 2))
    return x, errors
