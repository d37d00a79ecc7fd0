"""
# 142. Machine learning courses: pairwise(X, Y) -> squared distances, without a loop
# Note: the driver reads the function's source.
[[question]]
name = "pairwise"
title = "Squared distances without a loop"
signature = "pairwise(X, Y)"
driver = "drivers.py:without_loops"
returns = [{ distances = "array" }, { "has loops" = "truth" }]
points = 2
  [[question.case]]
  X = [[1.0, 2.0], [0.5, 0.3], [0.0, -1.0]]
  Y = [[0.4, 1.0], [2.0, 2.0]]
  [[question.case]]
  X = [[1.0, 2.0, 0.4], [0.5, 0.3, 1.2]]
  Y = [[0.4, 1.0, 0.0]]
  hidden = true
"""
# %% drivers.py
def without_loops(pairwise, X, Y):
    import ast, inspect
    tree = ast.parse(inspect.getsource(pairwise))
    loops = (ast.For, ast.While, ast.comprehension)
    return pairwise(X, Y), any(isinstance(node, loops) for node in ast.walk(tree))

# %% solution
def pairwise(X, Y):
    """D[i, j] = |X_i - Y_j|^2."""
    ### BEGIN SOLUTION
    return ((X[:, None] - Y) ** 2).sum(axis=2)
    ### END SOLUTION

# %% honest
def pairwise(X, Y):
    return (X**2).sum(1)[:, None] - 2 * X @ Y.T + (Y**2).sum(1)

# %% honest
import jax
import jax.numpy as jnp

@jax.jit
def pairwise(X, Y):
    return jax.vmap(lambda x: jax.vmap(lambda y: jnp.sum((x - y) ** 2))(Y))(X)

# %% wrong: two loops
def pairwise(X, Y):
    D = np.zeros((len(X), len(Y)))
    for i in range(len(X)):
        for j in range(len(Y)):
            D[i, j] = np.sum((X[i] - Y[j]) ** 2)
    return D

# %% wrong: not squared
def pairwise(X, Y):
    return np.sqrt(((X[:, None] - Y) ** 2).sum(axis=2))

# %% wrong: transposed
def pairwise(X, Y):
    return ((Y[:, None] - X) ** 2).sum(axis=2)
