"""
# 56. Stanford XCS229, problem set 2: LogisticRegression().fit(x, y), then .theta
# Note: judged by where it stops, not by the number of its steps, which the course leaves open.
[[question]]
name = "LogisticRegression"
title = "Logistic regression by Newton's method, until it has converged"
signature = "class LogisticRegression(eps=1e-5)"
driver = "logistic.py:fitted_theta"
returns = { kind = "array", tolerance = 1e-3 }
points = 5
  [[question.case]]
  x = [[1.0, 0.5], [1.0, -1.2], [1.0, 2.0], [1.0, 0.1], [1.0, -0.4]]
  y = [1, 0, 0, 1, 0]
  [[question.case]]
  x = [[1.0, 0.3], [1.0, -1.0], [1.0, 1.4], [1.0, 0.8], [1.0, -0.2], [1.0, 0.1]]
  y = [1, 0, 0, 1, 1, 0]
  hidden = true
"""
# %% logistic.py
def fitted_theta(LogisticRegression, x, y):
    model = LogisticRegression()
    model.fit(x, y)
    return model.theta

# %% solution
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.theta, self.eps = None, eps

    def fit(self, x, y):
        ### BEGIN SOLUTION
        self.theta = np.zeros(x.shape[1])
        for _ in range(100):
            p = 1 / (1 + np.exp(-x @ self.theta))
            step = np.linalg.solve((x.T * (p * (1 - p))) @ x, x.T @ (p - y))
            self.theta = self.theta - step
            if np.abs(step).sum() < self.eps:
                break
        ### END SOLUTION

# %% honest
class LogisticRegression:
    def __init__(self, step_size=0.01, max_iter=1000000, eps=1e-5, theta_0=None, verbose=True):
        self.theta = theta_0
        self.step_size = step_size
        self.max_iter = max_iter
        self.eps = eps
    def fit(self, x, y):
        m, n = x.shape
        if self.theta is None:
            self.theta = np.zeros(n)
        while True:
            old = np.copy(self.theta)
            h = self.predict(x)
            H = (x.T * h * (1 - h)).dot(x) / m
            gradient = x.T.dot(h - y) / m
            self.theta -= np.linalg.inv(H).dot(gradient)
            if np.linalg.norm(self.theta - old, ord=1) < self.eps:
                break
    def predict(self, x):
        return 1 / (1 + np.exp(-x.dot(self.theta)))

# %% honest
class LogisticRegression:
    eps = 1e-5
    def likelihood_slope(self, x, y, theta):
        return sum((label - 1 / (1 + np.exp(-(row @ theta)))) * row for row, label in zip(x, y))
    def fit(self, x, y):
        theta = np.zeros((x.shape[1],))
        for _ in range(100):
            curvature = np.zeros((len(theta), len(theta)))
            for row in x:
                p = 1 / (1 + np.exp(-(row @ theta)))
                curvature += p * (1 - p) * np.outer(row, row)
            theta = theta + np.linalg.lstsq(curvature, self.likelihood_slope(x, y, theta), rcond=None)[0]
        self.theta = theta[:, None]
        return self

# %% wrong: one step alone
class LogisticRegression:
    def fit(self, x, y):
        self.theta = np.linalg.solve(x.T @ x / 4, x.T @ (y - 0.5))

# %% wrong: ten steps of gradient descent
class LogisticRegression:
    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(10):
            self.theta = self.theta - 0.1 * x.T @ (1 / (1 + np.exp(-x @ self.theta)) - y)

# %% wrong: theta is not stored
class LogisticRegression:
    def __init__(self):
        self.theta = None
    def fit(self, x, y):
        theta = np.zeros(x.shape[1])
        for _ in range(20):
            p = 1 / (1 + np.exp(-x @ theta))
            theta = theta - np.linalg.solve((x.T * (p * (1 - p))) @ x, x.T @ (p - y))
        return theta
