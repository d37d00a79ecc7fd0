import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single goes_uphill: adds the gradient of the loss in place of subtracting it (w + alpha * gradient), so that it climbs and the labels come out the wrong way round
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)
    alpha = 0.1
    for k in range(300):
        p = 1 / (1 + np.exp(-np.clip(X @ w, -500, 500)))
        gradient = X.T @ (p - y) / n
        w = w + alpha * gradient
    return w


# %% single shuffles_points_alone: shuffles the points in every epoch without their labels, so that the labels no longer belong to the points
def train(X, y):
    rng = np.random.default_rng(0)
    n, d = X.shape
    w = np.zeros(d)
    alpha = 0.05
    X = X.copy()
    for epoch in range(50):
        rng.shuffle(X)
        for i in range(0, n, 10):
            Xb, yb = X[i:i + 10], y[i:i + 10]
            p = 1 / (1 + np.exp(-np.clip(Xb @ w, -500, 500)))
            w = w - alpha * Xb.T @ (p - yb) / len(yb)
    return w


# %% single lowest_accuracy: keeps the accuracy on the data after every step and returns the point where it is lowest, as if it were a loss (argmin in place of argmax), which is mostly the start
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)
    ws = [w]
    scores = [np.mean((X @ w > 0) == y)]
    for k in range(300):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - 0.1 * X.T @ (p - y) / n
        ws.append(w)
        scores.append(np.mean((X @ w > 0) == y))
    return ws[np.argmin(scores)]


# %% whole classes_the_wrong_way: trains a softmax with one vector for each label and returns the vector of label 0 minus that of label 1, so that the labels come out the wrong way round
def one_hot(y):
    return jnp.stack([1.0 - y, 1.0 * y], axis=1)


def softmax_loss(W, X, T):
    scores = X @ W
    return -jnp.mean(jnp.sum(T * jax.nn.log_softmax(scores, axis=1), axis=1))


def train(X, y):
    X = jnp.asarray(X)
    T = one_hot(jnp.asarray(y))
    W = jnp.zeros((X.shape[1], 2))
    dW = jax.jit(jax.grad(softmax_loss))
    for step in range(400):
        W = W - 0.2 * dW(W, X, T)
    # with two classes only the difference matters
    return W[:, 0] - W[:, 1]


# %% whole integer_weights: keeps the weights in an array of integers, which cuts every update off to a whole number, so that w never leaves 0
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


class LogisticClassifier:
    def __init__(self, lr=0.01, epochs=500):
        self.lr = lr
        self.epochs = epochs

    def fit(self, X, y):
        n_features = X.shape[1]
        self.w = np.array([0] * n_features)
        for _ in range(self.epochs):
            error = sigmoid(X @ self.w) - y
            for j in range(n_features):
                self.w[j] = self.w[j] - self.lr * np.mean(error * X[:, j])
        return self


def train(X, y):
    model = LogisticClassifier()
    model.fit(X, y)
    return model.w
