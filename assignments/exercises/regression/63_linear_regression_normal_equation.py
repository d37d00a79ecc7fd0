"""
# 63. deep-ml 14: linear_regression_normal_equation(X, y) -> theta
[[question]]
name = "linear_regression_normal_equation"
title = "The normal equation"
signature = "linear_regression_normal_equation(X, y)"
returns = { kind = "array", tolerance = 1e-4 }
points = 2
  [[question.case]]
  X = [[1.0, 1.0], [1.0, 2.0], [1.0, 3.5]]
  y = [1.0, 2.2, 3.0]
  [[question.case]]
  X = [[1.14, 0.231, 0.27], [0.517, -0.657, 0.283], [1.11, 0.984, 1.04], [1.44, 0.132, -0.503]]
  y = [0.271, -0.16, 0.861, 1.01]
  [[question.case]]
  X = [[1.0, 0.3, 0.5], [1.0, -0.5, 0.2], [1.0, 0.8, 1.0], [1.0, 0.1, -1.0]]
  y = [0.2, -0.3, 0.7, 1.5]
  hidden = true
"""
# %% solution
def linear_regression_normal_equation(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)

# %% honest
def linear_regression_normal_equation(X, y):
    X, y = np.array(X), np.array(y).reshape(-1, 1)
    theta = np.linalg.inv(X.T.dot(X)).dot(X.T).dot(y)
    return [round(v, 4) for v in theta.flatten().tolist()]

# %% honest
def linear_regression_normal_equation(X, y):
    Q, R = np.linalg.qr(X)
    theta = np.zeros(X.shape[1])
    target = Q.T @ y
    for i in reversed(range(len(theta))):
        theta[i] = (target[i] - R[i] @ theta) / R[i, i]
    return theta

# %% wrong: without the inverse
def linear_regression_normal_equation(X, y):
    return X.T @ y

# %% wrong: rounded to whole numbers
def linear_regression_normal_equation(X, y):
    return np.round(np.linalg.solve(X.T @ X, X.T @ y))

# %% wrong: without the intercept
def linear_regression_normal_equation(X, y):
    return np.linalg.lstsq(X[:, 1:], y, rcond=None)[0]
