import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single goes_uphill: the gradient of the logistic loss is added instead of subtracted, so the loss grows and the labels come out the wrong way round
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(500):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w + 0.1 * X.T @ (p - y) / n
    return w


# %% single update_thrown_away: the helper computes the new w in a variable of its own and returns nothing, so w stays at zero and every new point gets the label 0
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)

    def update(w):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - 0.5 * X.T @ (p - y) / n

    for _ in range(300):
        update(w)
    return w


# %% single own_predictions_as_labels: the residual is the probability minus the predicted label instead of the given label y, so the training never sees the true labels
def train(X, y):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(400):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        labels = (p > 0.5).astype(float)
        w = w - 0.2 * X.T @ (p - labels) / n
    return w


# %% whole labels_swapped: the labels are recoded as 1 - 2y, so that label 1 becomes -1 and label 0 becomes +1, and the support vector machine separates the wrong way round
def recode(y):
    # 0 and 1 -> plus and minus one
    return 1.0 - 2.0 * np.asarray(y, dtype=float)


def hinge_subgradient(X, s, w, lam):
    active = s * (X @ w) < 1
    return lam * w - (X[active] * s[active, None]).sum(axis=0) / len(s)


def train(X, y):
    s = recode(y)
    w = np.zeros(X.shape[1])
    lam = 1e-3
    for k in range(1, 801):
        w = w - 0.5 / np.sqrt(k) * hinge_subgradient(X, s, w, lam)
    return w


# %% whole accuracy_minimized: a random search keeps the w of the lowest share of right labels: the score is an accuracy but is treated as an error, so the worst classifier wins
def score(w, X, y):
    guess = (X @ w > 0).astype(int)
    return np.mean(guess == y)


def train(X, y):
    rng = np.random.default_rng(0)
    d = X.shape[1]
    best_w = rng.normal(size=d)
    best = score(best_w, X, y)
    spread = 1.0
    for trial in range(2000):
        candidate = best_w + spread * rng.normal(size=d)
        s = score(candidate, X, y)
        if s < best:
            best, best_w = s, candidate
        if trial % 400 == 399:
            spread = spread / 2  # search more closely later on
    return best_w
