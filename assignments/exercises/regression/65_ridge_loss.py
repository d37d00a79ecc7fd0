"""
# 65. deep-ml 43: ridge_loss(X, w, y_true, alpha)
[[question]]
name = "ridge_loss"
title = "The loss of ridge regression"
signature = "ridge_loss(X, w, y_true, alpha)"
returns = "number"
points = 2
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  y_true = [0.1, 0.3, 0.5]
  alpha = 0.1
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  w = [0.332, -2.46, 2.09]
  y_true = [0.287, -0.395]
  alpha = 0.352
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  y_true = [0.2, -0.3]
  alpha = 0.7
  hidden = true
"""
# %% solution
def ridge_loss(X, w, y_true, alpha):
    return np.mean((y_true - X @ w) ** 2) + alpha * np.sum(w**2)

# %% honest
def ridge_loss(X, w, y_true, alpha):
    loss = np.mean(np.square(y_true - X.dot(w)))
    loss += alpha * w.T.dot(w)
    return float(loss)

# %% honest
def ridge_loss(X, w, y_true, alpha):
    errors = [(t - sum(x * v for x, v in zip(row, w))) ** 2 for row, t in zip(X, y_true)]
    return np.float32(sum(errors) / len(errors)) + np.float32(alpha * sum(v * v for v in w))

# %% wrong: half of the penalty
def ridge_loss(X, w, y_true, alpha):
    return np.mean((y_true - X @ w) ** 2) + alpha / 2 * np.sum(w**2)

# %% wrong: the l1 penalty
def ridge_loss(X, w, y_true, alpha):
    return np.mean((y_true - X @ w) ** 2) + alpha * np.sum(np.abs(w))

# %% wrong: sum of squares
def ridge_loss(X, w, y_true, alpha):
    return np.sum((y_true - X @ w) ** 2) + alpha * np.sum(w**2)
