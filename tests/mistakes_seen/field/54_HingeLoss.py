import numpy as np

# %% single summed: a sum over the points in place of a mean
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.sum(np.maximum(0, 1 - y * (X @ w)))
        return loss + (self.regularization.forward(w) if self.regularization else 0)

# %% single no_maximum: points beyond the margin count negatively, the maximum with 0 is missing
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.mean(1 - y * (X @ w))
        return loss + (self.regularization.forward(w) if self.regularization else 0)

# %% single regularization_forgotten: the regularization is kept and never added
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        margins = y * np.dot(X, w)
        return np.maximum(0, 1 - margins).mean()

# %% single margin_zero: max(0, -y x w): the margin of 1 is missing
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.mean(np.maximum(0, -y * (X @ w)))
        if self.regularization:
            loss = loss + self.regularization.forward(w)
        return loss

# %% single regularization_averaged: the regularization is divided by n too
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        n = X.shape[0]
        loss = np.sum(np.maximum(0, 1 - y * (X @ w)))
        if self.regularization:
            loss += self.regularization.forward(w)
        return loss / n

# %% whole plus_margin: 1 + y x w by a wrong sign; loops
class HingeLoss:
    """Hinge loss."""

    def __init__(self, regularization=None):
        self.reg = regularization

    def forward(self, X, w, y):
        total = 0.0
        for xi, yi in zip(X, y):
            h = 1 + yi * xi.dot(w)
            if h > 0:
                total += h
        total /= len(y)
        if self.reg is not None:
            total += self.reg.forward(w)
        return total

# %% whole misclassified_only: counts points with a wrong label only, and the squared hinge of these
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        scores = X @ w
        wrong = np.sign(scores) != y
        losses = np.where(wrong, (1 - y * scores) ** 2, 0)
        loss = losses.mean()
        if self.regularization is not None:
            loss = loss + self.regularization.forward(w)
        return loss

# %% whole regularization_of_last_weights: leaves the last weight (as a bias) out of the regularization, and the mean is over the positive ones
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def hinge(self, X, w, y):
        return np.maximum(0, 1 - y * (X @ w))

    def forward(self, X, w, y):
        h = self.hinge(X, w, y)
        loss = h.sum() / max(1, np.count_nonzero(h))
        if self.regularization:
            loss += self.regularization.forward(w[:-1])
        return float(loss)
