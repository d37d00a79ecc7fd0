import numpy as np
import math

# %% single half_of_loss: the losses have the term y log p alone, (1 - y) log(1 - p) is missing; the weights are right
def train_logreg(X, y, learning_rate, iterations):
    X = np.column_stack([np.ones(X.shape[0]), X])
    w = np.zeros(X.shape[1])
    losses = []
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-X.dot(w)))
        losses.append(-np.sum(y * np.log(p)))
        w = w - learning_rate * X.T.dot(p - y)
    return w, losses

# %% single loss_after_step: each loss is that of the weights after the iteration's step in place of before it (the probabilities are computed anew for it)
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))

def train_logreg(X, y, learning_rate, iterations):
    design = np.insert(X, 0, 1.0, axis=1)
    theta, losses = np.zeros(design.shape[1]), []
    for i in range(iterations):
        theta = theta - learning_rate * (design.T @ (sigmoid(design @ theta) - y))
        prob = sigmoid(design @ theta)
        losses.append(-(y @ np.log(prob) + (1 - y) @ np.log(1 - prob)))
    return theta, losses

# %% whole no_intercept: no column of ones is added to X, so the model has no intercept and the weights have one entry too few
def logistic(z):
    return 1 / (1 + math.exp(-z))


def log_loss(targets, probs):
    out = 0.0
    for t, p in zip(targets, probs):
        out -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return out


def train_logreg(X, y, learning_rate, iterations):
    n_samples, n_features = len(X), len(X[0])
    weights = [0.0 for _ in range(n_features)]
    losses = []
    for epoch in range(iterations):
        probs = [logistic(sum(w * x for w, x in zip(weights, row))) for row in X]
        losses.append(log_loss(y, probs))
        for j in range(n_features):
            g = sum((probs[i] - y[i]) * X[i][j] for i in range(n_samples))
            weights[j] -= learning_rate * g
    return weights, losses

# %% whole squared_error_gradient: the gradient is that of half the squared error, X^T ((p - y) p (1 - p)), with the sigmoid's derivative as an additional factor, in place of the cross-entropy's X^T (p - y); the losses are cross-entropies
class LogReg:
    def __init__(self, n_features, lr):
        self.w = np.zeros((n_features + 1, 1))
        self.lr = lr
        self.losses = []

    def forward(self, X):
        return 1 / (1 + np.exp(-np.matmul(X, self.w)))

    def backward(self, X, y, out):
        error = out - y
        d_sigmoid = out * (1 - out)
        return np.matmul(X.T, error * d_sigmoid)

    def train(self, X, y, epochs):
        for e in range(epochs):
            out = self.forward(X)
            entropy = y * np.log(out) + (1 - y) * np.log(1 - out)
            self.losses.append(-float(np.sum(entropy)))
            self.w = self.w - self.lr * self.backward(X, y, out)


def train_logreg(X, y, learning_rate, iterations):
    net = LogReg(X.shape[1], learning_rate)
    Xb = np.hstack((np.ones((len(X), 1)), X))
    net.train(Xb, y.reshape(-1, 1), iterations)
    return net.w.ravel(), net.losses
