import numpy as np


# %% single softmax_over_the_points: the softmax is normalized over the points (axis 0) in place of over the classes
def train_softmaxreg(X, y, learning_rate, iterations):
    A, Y = np.c_[np.ones(len(y)), X], np.eye(y.max() + 1)[y]
    B, losses = np.zeros((Y.shape[1], A.shape[1])), []
    for _ in range(iterations):
        P = np.exp(A @ B.T)
        P = P / P.sum(axis=0, keepdims=True)
        losses.append(-np.sum(Y * np.log(P)))
        B = B + learning_rate * (Y - P).T @ A
    return B, losses


# %% whole bias_last_and_losses_after_the_step: the column of ones is the last one in place of the first, so B has the bias in its last column, and the losses are those after each step in place of before it
def softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)  # against overflow
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxRegression:
    def __init__(self, X, y):
        self.X = np.hstack([X, np.ones((X.shape[0], 1))])
        self.y = np.asarray(y)
        self.onehot = (self.y[:, None] == np.arange(self.y.max() + 1)).astype(float)
        self.B = np.zeros((self.onehot.shape[1], self.X.shape[1]))

    def probabilities(self):
        return softmax(self.X @ self.B.T)

    def loss(self):
        P = self.probabilities()
        return -np.sum(np.log(P[np.arange(len(self.y)), self.y]))

    def update(self, learning_rate):
        self.B -= learning_rate * (self.probabilities() - self.onehot).T @ self.X


def train_softmaxreg(X, y, learning_rate, iterations):
    model = SoftmaxRegression(X, y)
    losses = []
    for _ in range(iterations):
        model.update(learning_rate)
        losses.append(model.loss())
    return model.B, losses
