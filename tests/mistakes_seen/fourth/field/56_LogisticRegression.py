import numpy as np

# %% single reversed_stop: the stop test is reversed, the loop breaks when the change of theta is greater than eps in place of smaller, so it stops after the first Newton step
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.theta = None
        self.eps = eps

    def fit(self, x, y):
        n = x.shape[1]
        self.theta = np.zeros(n)
        for i in range(200):
            h = 1.0 / (1.0 + np.exp(-x.dot(self.theta)))
            grad = x.T.dot(h - y)
            hess = x.T.dot(np.diag(h * (1 - h))).dot(x)
            prev = self.theta
            self.theta = prev - np.linalg.inv(hess).dot(grad)
            if np.linalg.norm(self.theta - prev, 1) > self.eps:
                break

# %% single signed_stop: the stop test compares the plain sum of the changes of theta with eps, without absolute values, so a negative sum ends the iteration far too early (in place of the 1-norm of the change)
def g(z):
    return 1 / (1 + np.exp(-z))

class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.eps = eps

    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(1000):
            p = g(x @ self.theta)
            H = (x * (p * (1 - p))[:, None]).T @ x
            change = np.linalg.solve(H, x.T @ (y - p))
            self.theta = self.theta + change
            if np.sum(change) < self.eps:
                break
        return self

# %% whole second_intercept: a column of ones is added though x has one already, so theta has one entry too many and the intercept is split over two entries (the pseudoinverse hides the singular Hessian)
class LogisticRegression:
    """Newton's method, theta[0] is the intercept."""

    def __init__(self, eps=1e-5):
        self.theta = None
        self.eps = eps

    def _sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def _design(self, x):
        return np.concatenate((np.ones((x.shape[0], 1)), x), axis=1)

    def fit(self, x, y):
        X = self._design(x)
        m, n = X.shape
        self.theta = np.zeros(n)
        diff, rounds = 1.0, 0
        while diff >= self.eps and rounds < 100:
            h = self._sigmoid(X @ self.theta)
            grad = X.T @ (h - y) / m
            H = X.T @ np.diag(h * (1 - h)) @ X / m
            new_theta = self.theta - np.linalg.pinv(H) @ grad
            diff = np.abs(new_theta - self.theta).sum()
            self.theta = new_theta
            rounds += 1

    def predict(self, x):
        return self._sigmoid(self._design(x) @ self.theta)

# %% whole least_squares: theta is the least squares solution of linear regression on the labels 0 and 1 (normal equation), no sigmoid and no Newton iteration, in place of the maximum of the logistic likelihood
class LogisticRegression:
    def __init__(self, eps=1e-5):
        self.theta, self.eps = None, eps

    def fit(self, x, y):
        cols = x.shape[1]
        A = np.zeros((cols, cols))
        rhs = np.zeros(cols)
        for row, label in zip(x, y):
            for i in range(cols):
                rhs[i] += row[i] * label
                for j in range(cols):
                    A[i, j] += row[i] * row[j]
        self.theta = np.linalg.inv(A).dot(rhs)
        print("theta:", self.theta)

    def predict(self, x):
        return [1 if xi.dot(self.theta) > 0.5 else 0 for xi in x]
