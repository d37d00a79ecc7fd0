import numpy as np


# %% single summed: the hinge losses are summed over the points and not averaged
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.sum(np.maximum(0, 1 - y * (X @ w)))
        if self.regularization is not None:
            loss += self.regularization.forward(w)
        return loss


# %% single margin_zero: the hinge stands at a margin of 0 and not of 1: max(0, -y x.w), the loss of the perceptron
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.mean(np.maximum(0, -y * (X @ w)))
        if self.regularization is not None:
            loss += self.regularization.forward(w)
        return loss


# %% single maximum_of_mean: the mean is taken of 1 - y x.w over all points and only then cut at 0, so points beyond the margin cancel the losses of others
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = max(0.0, np.mean(1 - y * (X @ w)))
        if self.regularization:
            loss = loss + self.regularization.forward(w)
        return loss


# %% whole squared_hinge: the hinge of every point is squared before the mean is taken
class HingeLoss:
    """Loss of a linear classifier."""

    def __init__(self, regularization=None):
        self.regularization = regularization

    def _margins(self, X, w, y):
        return np.multiply(y, np.dot(X, w))

    def forward(self, X, w, y):
        gap = 1.0 - self._margins(X, w, y)
        gap[gap < 0] = 0.0
        data_loss = np.dot(gap, gap) / len(y)
        if self.regularization is None:
            return data_loss
        return data_loss + self.regularization.forward(w)


# %% whole recodes_labels: the labels are taken for 0 and 1 and recoded as 2y - 1, so that the label -1 becomes -3
def to_signs(y):
    return [2 * label - 1 for label in y]


class HingeLoss:
    def __init__(self, regularization=None):
        self.reg = regularization

    def forward(self, X, w, y):
        total, signs = 0.0, to_signs(y)
        for i in range(len(X)):
            score = sum(X[i][j] * w[j] for j in range(len(w)))
            total += max(0.0, 1.0 - signs[i] * score)
        total /= len(X)
        if self.reg is not None:
            total += self.reg.forward(w)
        return total
