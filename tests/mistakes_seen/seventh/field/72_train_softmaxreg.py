import numpy as np


# %% single normalized_over_the_points: the exponentials are divided by their sum over the points (axis 0) and not over the classes
def train_softmaxreg(X, y, learning_rate, iterations):
    X = np.hstack([np.ones((X.shape[0], 1)), X])
    classes = int(np.max(y)) + 1
    Y = (y[:, None] == np.arange(classes)).astype(float)
    B = np.zeros((classes, X.shape[1]))
    losses = []
    for _ in range(iterations):
        E = np.exp(X @ B.T)
        P = E / E.sum(axis=0)
        losses.append(-np.sum(Y * np.log(P)))
        B = B - learning_rate * (P - Y).T @ X
    return B, losses


# %% whole intercept_in_the_last_column: the column of ones is put behind the features and not in front of them, so that the intercepts stand in the last column of B
def softmax(scores):
    scores = scores - scores.max()
    e = np.exp(scores)
    return e / e.sum()


def train_softmaxreg(X, y, learning_rate, iterations):
    rows = [np.append(x, 1.0) for x in X]
    K = len(set(range(max(y) + 1)))
    B = np.zeros((K, len(rows[0])))
    losses = []
    for _ in range(iterations):
        loss, step = 0.0, np.zeros_like(B)
        for x, label in zip(rows, y):
            p = softmax(B @ x)
            loss -= np.log(p[label])
            p[label] -= 1
            step += np.outer(p, x)
        losses.append(loss)
        B = B - learning_rate * step
    return B, losses
