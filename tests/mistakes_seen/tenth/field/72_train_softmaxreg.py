# %% single probabilities_sum_to_one_over_the_points: The exponentials are divided by their sum along axis 0, over the points, instead of over the classes.
import numpy as np


def train_softmaxreg(X, y, learning_rate, iterations):
    n = X.shape[0]
    A = np.hstack([np.ones((n, 1)), X])
    Y = np.zeros((n, int(y.max()) + 1))
    Y[np.arange(n), y.astype(int)] = 1
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for _ in range(iterations):
        E = np.exp(A @ B.T)
        P = E / E.sum(axis=0, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B - learning_rate * (P - Y).T @ A
    return B, losses

# %% whole one_sigmoid_for_each_class: Each class gets a sigmoid of its own, one against the rest, with no softmax that makes the probabilities of a point sum to 1.
import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def one_hot(y):
    labels = [int(c) for c in y]
    return np.array([[1.0 if c == k else 0.0 for k in range(max(labels) + 1)] for c in labels])


def train_softmaxreg(X, y, learning_rate, iterations):
    A = np.insert(X, 0, 1.0, axis=1)
    Y = one_hot(y)
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for _ in range(iterations):
        total = 0.0
        gradient = np.zeros_like(B)
        for a, target in zip(A, Y):
            p = sigmoid(B @ a)
            total -= float(target @ np.log(p))
            gradient += np.outer(p - target, a)
        losses.append(total)
        B = B - learning_rate * gradient
    return B, losses
