import numpy as np

# %% single without_the_margin: max(0, -y x.w), the perceptron's loss: the 1 of the margin is missing
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = np.mean(np.maximum(0, -y * (X @ w)))
        return loss + (self.regularization.forward(w) if self.regularization else 0)

# %% whole labels_zero_and_one: the labels -1 and 1 are turned into 0 and 1 before the margins are computed, so each point with the label -1 has the loss 1
class HingeLoss:
    def __init__(self, regularization=None):
        self.reg = regularization

    @staticmethod
    def binary(y):
        return (np.asarray(y) > 0).astype(float)

    def forward(self, X, w, y):
        labels = self.binary(y)
        losses = []
        for xi, yi in zip(X, labels):
            losses.append(max(0.0, 1.0 - yi * float(np.dot(xi, w))))
        value = sum(losses) / len(losses)
        if self.reg is None:
            return value
        return value + self.reg.forward(w)
