import numpy as np


def one_hot(y, classes):
    return np.eye(classes)[y.astype(int)]


# %% single ones_as_last_column: appends the column of ones after the features instead of before them, so that the biases are in the last column of B
def train_softmaxreg(X, y, learning_rate, iterations):
    Y = one_hot(y, int(max(y)) + 1)
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    B = np.zeros((A.shape[1], Y.shape[1]))
    losses = []
    for _ in range(iterations):
        z = A @ B
        P = np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B - learning_rate * A.T @ (P - Y)
    return B.T, losses


# %% single softmax_over_the_points: the softmax is normalized over the points (axis 0) instead of over the classes
def train_softmaxreg(X, y, learning_rate, iterations):
    Y = one_hot(y, int(max(y)) + 1)
    A = np.c_[np.ones(len(y)), X]
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for it in range(iterations):
        E = np.exp(A @ B.T)
        P = E / E.sum(axis=0)
        losses.append(-(Y * np.log(P)).sum())
        B = B + learning_rate * (Y - P).T @ A
    return B, losses


# %% single losses_after_the_update: records the loss after the update of B instead of before it; B is right
def train_softmaxreg(X, y, learning_rate, iterations):
    def softmax(z):
        z = z - z.max(axis=1, keepdims=True)
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    Y = one_hot(y, int(max(y)) + 1)
    A = np.insert(X, 0, 1, axis=1)
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for _ in range(iterations):
        B = B - learning_rate * (softmax(A @ B.T) - Y).T @ A
        losses.append(-np.sum(Y * np.log(softmax(A @ B.T))))
    return B, losses


# %% whole one_against_the_rest: trains an independent logistic regression for each class: sigmoid instead of softmax, and the sum of the binary cross-entropies as the loss
def train_softmaxreg(X, y, learning_rate, iterations):
    n_classes = len(np.unique(y))
    A = np.column_stack((np.ones(X.shape[0]), X))
    B = np.zeros((n_classes, A.shape[1]))
    losses = np.zeros(iterations)
    for c in range(n_classes):
        target = (y == c).astype(float)
        for k in range(iterations):
            p = 1 / (1 + np.exp(-A @ B[c]))
            losses[k] += -np.sum(target * np.log(p) + (1 - target) * np.log(1 - p))
            B[c] -= learning_rate * A.T @ (p - target)
    return B, losses.tolist()


# %% whole bias_never_updated_mean_loss: keeps the bias apart and never updates it, so that the first column of B stays zero; and the losses are means over the points instead of sums
def train_softmaxreg(X, y, learning_rate, iterations):
    n, d = X.shape
    k = int(y.max()) + 1
    Y = one_hot(y, k)
    W = np.zeros((k, d))
    bias = np.zeros(k)
    history = []
    for step in range(iterations):
        logits = X @ W.T + bias
        exps = np.exp(logits - np.max(logits))
        probs = exps / exps.sum(axis=1).reshape(-1, 1)
        history.append(-np.mean(np.log(probs[np.arange(n), y.astype(int)])))
        dW = (probs - Y).T @ X
        db = (probs - Y).sum(axis=0)
        W = W - learning_rate * dW
    return np.hstack([bias.reshape(-1, 1), W]), history
