import numpy as np


# %% single gradient_is_mean: the gradient is divided by the number of points, where the sum is asked for, so that the steps are too short
def train_softmaxreg(X, y, learning_rate, iterations):
    n = len(y)
    X = np.hstack([np.ones((n, 1)), X])
    Y = np.eye(y.max() + 1)[y]
    B = np.zeros((Y.shape[1], X.shape[1]))
    losses = []
    for _ in range(iterations):
        z = X @ B.T
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(p)))
        B = B - learning_rate * (p - Y).T @ X / n
    return B, losses


# %% single loss_is_mean: the losses are means over the points where sums are asked for (B is right)
def train_softmaxreg(X, y, learning_rate, iterations):
    n = len(y)
    X = np.column_stack([np.ones(n), X])
    Y = np.eye(y.max() + 1)[y]
    B = np.zeros((Y.shape[1], X.shape[1]))
    losses = []
    for _ in range(iterations):
        scores = np.exp(X @ B.T)
        p = scores / scores.sum(axis=1, keepdims=True)
        losses.append(-np.mean(np.log(p[np.arange(n), y])))
        B -= learning_rate * (p - Y).T @ X
    return B, losses


# %% single softmax_over_points: the exponentials are divided by their sum over the points (axis 0) instead of over the classes
def train_softmaxreg(X, y, learning_rate, iterations):
    X = np.c_[np.ones(X.shape[0]), X]
    C = y.max() + 1
    Y = np.eye(C)[y]
    B = np.zeros((C, X.shape[1]))
    losses = []
    for _ in range(iterations):
        e = np.exp(X @ B.T)
        P = e / np.sum(e, axis=0)
        losses.append(-np.sum(Y * np.log(P)))
        B = B + learning_rate * (Y - P).T @ X
    return B, losses


# %% whole sigmoid_per_class: every class gets a sigmoid of its own score (one against all) instead of the softmax over the classes, in the gradient and in the loss
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def one_hot(y):
    Y = np.zeros((y.size, y.max() + 1))
    Y[np.arange(y.size), y] = 1
    return Y


def train_softmaxreg(X, y, learning_rate, iterations):
    X = np.insert(X, 0, 1, axis=1)
    Y = one_hot(y)
    B = np.zeros((X.shape[1], Y.shape[1]))
    losses = []
    for it in range(iterations):
        P = sigmoid(X @ B)
        loss = -np.sum(Y * np.log(P))
        losses.append(float(loss))
        B -= learning_rate * X.T @ (P - Y)
    return B.T, losses


# %% whole class_after_class: the rows of B are updated one class after the other, with the probabilities computed anew after each, instead of all rows from the same probabilities
def probs(B, x):
    scores = [np.exp(np.dot(row, x)) for row in B]
    total = sum(scores)
    return [s / total for s in scores]


def train_softmaxreg(X, y, learning_rate, iterations):
    # add the intercept
    X1 = np.array([[1.0] + list(row) for row in X])
    n_classes = max(y) + 1
    B = np.zeros((n_classes, X1.shape[1]))
    losses = []
    for _ in range(iterations):
        loss = 0
        for x, label in zip(X1, y):
            loss -= np.log(probs(B, x)[label])
        losses.append(loss)
        for c in range(n_classes):
            grad = np.zeros(X1.shape[1])
            for x, label in zip(X1, y):
                target = 1 if label == c else 0
                grad += (probs(B, x)[c] - target) * x
            B[c] = B[c] - learning_rate * grad
    return B, losses
