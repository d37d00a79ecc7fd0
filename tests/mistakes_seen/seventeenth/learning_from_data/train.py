import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single uphill: The gradient is added and not subtracted, so the loss grows and the labels come out the wrong way round.
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)
    for k in range(500):
        p = 1 / (1 + np.exp(-np.clip(X @ w, -50, 50)))
        w = w + 0.5 * X.T @ (p - y) / n
    return w


# %% single shuffled_apart: In each epoch X and y are shuffled with two different permutations, so that the points get the labels of others.
def train(X, y):
    rng = np.random.default_rng(0)
    n, d = X.shape
    w = np.zeros(d)
    for epoch in range(100):
        X = X[rng.permutation(n)]
        y = y[rng.permutation(n)]
        for start in range(0, n, 16):
            xb, yb = X[start:start + 16], y[start:start + 16]
            p = 1 / (1 + np.exp(-np.clip(xb @ w, -50, 50)))
            w = w - 0.1 * xb.T @ (p - yb) / len(yb)
    return w


# %% single column_minus_vector: The scores are a column (n, 1) and y has shape (n,), so p - y is an (n, n) matrix, and its mean over the rows loses which label belongs to which point.
def train(X, y):
    n, d = X.shape
    w = np.zeros((d, 1))
    for k in range(500):
        p = 1 / (1 + np.exp(-(X @ w)))
        error = p - y
        w = w - 0.5 * np.mean(X.T @ error, axis=1, keepdims=True) / n
    return w.ravel()


# %% whole bias_first_last_dropped: A column of ones is put in front for a bias, but in the end the last component is dropped and not the first, so all the weights are shifted by one place.
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def add_bias(X):
    return np.c_[np.ones(len(X)), X]


def train(X, y):
    Xb = add_bias(X)
    theta = np.zeros(Xb.shape[1])
    lr = 0.3
    for it in range(1000):
        grad = Xb.T.dot(sigmoid(Xb.dot(theta)) - y) / len(y)
        theta -= lr * grad
    # without the bias
    return theta[:-1]


# %% whole never_stored: The fit works on a local variable w that is never stored in self.w, so the zeros of the start are returned and every point gets the label 0.
class LogisticModel:
    def __init__(self, d, lr=0.5, epochs=400):
        self.w = np.zeros(d)
        self.lr = lr
        self.epochs = epochs

    def probability(self, X, w):
        return 1.0 / (1.0 + np.exp(-np.clip(np.dot(X, w), -30, 30)))

    def fit(self, X, y):
        w = self.w
        for _ in range(self.epochs):
            diff = self.probability(X, w) - y
            grad = np.mean(diff[:, np.newaxis] * X, axis=0)
            w = w - self.lr * grad
        return self


def train(X, y):
    model = LogisticModel(X.shape[1])
    model.fit(np.asarray(X, float), np.asarray(y, float))
    return model.w
