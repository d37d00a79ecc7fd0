import numpy as np


# %% single perceptron_loss: the 1 of the margin is missing, so that only wrong labels cost anything
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        losses = np.maximum(0, -y * (X @ w))
        loss = np.mean(losses)
        if self.regularization is not None:
            loss += self.regularization.forward(w)
        return loss


# %% whole squared_hinge_and_full_penalty: the hinge is squared, and the penalty is computed anew as reg_param |w|^2 without the half
class HingeLoss:
    """hinge loss, with a regularizer or without"""

    def __init__(self, regularization=None):
        self.lam = 0.0 if regularization is None else regularization.reg_param

    def _point_loss(self, score, label):
        slack = 1 - label * score
        if slack <= 0:
            return 0.0
        return slack**2

    def forward(self, X, w, y):
        total = 0.0
        for x_i, y_i in zip(X, y):
            total += self._point_loss(np.dot(x_i, w), y_i)
        return total / len(y) + self.lam * np.dot(w, w)
