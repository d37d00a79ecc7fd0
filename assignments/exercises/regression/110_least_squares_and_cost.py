"""
# 110. Machine learning courses: least_squares_and_cost(X, y) -> w, cost, whose cost is judged at the student's own w
[[question]]
name = "least_squares_and_cost"
title = "A part that follows from another"
signature = "least_squares_and_cost(X, y)"
returns = [{ w = "array" }, { cost = "number" }]
check = "checks.py:cost_of_own_w"
points = 4
  [[question.case]]
  X = [[1.0, 0.5], [1.0, -1.0], [1.0, 2.0]]
  y = [1.0, 0.3, -0.5]
  [[question.case]]
  X = [[2.0, 0.5], [0.3, -1.0], [1.0, 2.0], [0.7, 0.2]]
  y = [0.4, 1.3, -0.5, 2.0]
  hidden = true
"""
# %% checks.py
def cost_of_own_w(result, *, arguments, expected):
    w, cost = result
    residual = arguments["X"] @ w - arguments["y"]
    right_w, fits = np.allclose(w, expected[0], rtol=1e-4), np.allclose(cost, residual @ residual, rtol=1e-4)
    wrong = [name for name, right in (("w", right_w), ("the cost of your w", fits)) if not right]
    return 1 - len(wrong) / 2, f"Wrong: {', '.join(wrong)}." if wrong else ""

# %% solution
def least_squares_and_cost(X, y):
    w = np.linalg.solve(X.T @ X, X.T @ y)
    return w, np.sum((X @ w - y) ** 2)

# %% honest
def least_squares_and_cost(X, y):
    w, *_ = np.linalg.lstsq(X, y, rcond=None)
    return w.tolist(), float(np.linalg.norm(X @ w - y) ** 2)

# %% honest
def least_squares_and_cost(X, y):
    w = np.linalg.pinv(X) @ y
    r = y - X @ w
    return [w, r @ r]

# %% wrong: the step is half of the right one, and its cost fits it
def least_squares_and_cost(X, y):
    w = np.linalg.solve(X.T @ X, X.T @ y) / 2
    return w, np.sum((X @ w - y) ** 2)

# %% wrong: the cost is halved
def least_squares_and_cost(X, y):
    w = np.linalg.solve(X.T @ X, X.T @ y)
    return w, np.sum((X @ w - y) ** 2) / 2

# %% wrong: the ridge of 1, and the mean
def least_squares_and_cost(X, y):
    w = np.linalg.solve(X.T @ X + np.eye(2), X.T @ y)
    return w, np.mean((X @ w - y) ** 2)
