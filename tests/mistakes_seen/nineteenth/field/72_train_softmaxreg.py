import numpy as np


# %% single bias_column_last: the column of ones is put behind the features instead of in front of them, so the intercepts stand in the last column of B
def train_softmaxreg(X, y, learning_rate, iterations):
    n = X.shape[0]
    A = np.hstack([X, np.ones((n, 1))])
    K = int(np.max(y)) + 1
    Y = np.zeros((n, K))
    Y[np.arange(n), y] = 1
    B = np.zeros((K, A.shape[1]))
    losses = []
    for i in range(iterations):
        scores = A @ B.T
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        P = e / e.sum(axis=1, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B -= learning_rate * (P - Y).T @ A
    return B, losses


# %% single loss_after_update: each loss is computed after the step, with the new B, so the history is shifted by one
def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def train_softmaxreg(X, y, learning_rate, iterations):
    A = np.column_stack([np.ones(len(X)), X])
    Y = np.eye(y.max() + 1)[y]
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for _ in range(iterations):
        P = softmax(A @ B.T)
        B = B - learning_rate * (P - Y).T @ A
        P = softmax(A @ B.T)
        losses.append(-np.sum(Y * np.log(P)))
    return B, losses


# %% single softmax_over_samples: the softmax is normalized along axis 0, over the points instead of over the classes
def softmax(z):
    ez = np.exp(z)
    return ez / np.sum(ez, axis=0)


def train_softmaxreg(X, y, learning_rate, iterations):
    A = np.c_[np.ones(X.shape[0]), X]
    Y = np.eye(y.max() + 1)[y]
    B = np.zeros((Y.shape[1], A.shape[1]))
    losses = []
    for _ in range(iterations):
        P = softmax(A @ B.T)
        losses.append(-np.sum(Y * np.log(P)))
        B = B - learning_rate * (P - Y).T @ A
    return B, losses


# %% whole averaged_gradient: the gradient is divided by the number of points although the loss is a sum, so every step is n times too short
class SoftmaxRegression:
    def __init__(self, n_features, n_classes, lr):
        self.W = np.zeros((n_features + 1, n_classes))
        self.lr = lr
        self.history = []

    def _add_bias(self, X):
        return np.insert(X, 0, 1.0, axis=1)

    def _proba(self, X):
        logits = X @ self.W
        logits = logits - np.max(logits, axis=1)[:, None]
        p = np.exp(logits)
        return p / np.sum(p, axis=1)[:, None]

    def fit(self, X, y, n_iter):
        X = self._add_bias(X)
        m = X.shape[0]
        onehot = np.zeros((m, self.W.shape[1]))
        for i in range(m):
            onehot[i, y[i]] = 1.0
        for it in range(n_iter):
            p = self._proba(X)
            # cross entropy
            ce = 0.0
            for i in range(m):
                ce -= np.log(p[i, y[i]])
            self.history.append(ce)
            grad = X.T @ (p - onehot) / m
            self.W -= self.lr * grad
        return self


def train_softmaxreg(X, y, learning_rate, iterations):
    model = SoftmaxRegression(X.shape[1], len(range(max(y) + 1)), learning_rate)
    model.fit(X, y, iterations)
    return model.W.T, model.history


# %% whole updates_point_by_point: B is updated after every single point within an iteration (stochastic descent) instead of once with the gradient over all points
def train_softmaxreg(X, y, learning_rate, iterations):
    N, d = X.shape
    C = int(max(y)) + 1
    B = np.zeros((C, d + 1))
    losses = []
    for it in range(iterations):
        loss = 0
        for i in range(N):
            # x_0 = 1 is the bias
            xi = np.concatenate(([1.0], X[i]))
            s = [np.dot(B[c], xi) for c in range(C)]
            denom = sum(np.exp(sc) for sc in s)
            probs = [np.exp(sc) / denom for sc in s]
            loss += -np.log(probs[y[i]])
            for c in range(C):
                target = 1 if y[i] == c else 0
                B[c] = B[c] + learning_rate * (target - probs[c]) * xi
        losses.append(loss)
    return B, losses
