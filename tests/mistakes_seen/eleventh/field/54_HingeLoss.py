import numpy as np

# %% single label_outside_maximum: the label multiplies the whole maximum, y * max(0, 1 - Xw), instead of the score inside it
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        scores = np.dot(X, w)
        loss = np.mean(y * np.maximum(0, 1 - scores))
        if self.regularization is not None:
            loss += self.regularization.forward(w)
        return loss

# %% whole perceptron_loss: the loss of the perceptron, max(0, -y Xw), which has no margin of 1, so right but close points cost nothing
class HingeLoss:
    def __init__(self, regularization=None):
        self.penalty = (lambda w: 0.0) if regularization is None else regularization.forward

    def forward(self, X, w, y):
        total = 0.0
        for x, label in zip(X, y):
            agreement = label * np.dot(x, w)
            if agreement < 0:  # on the wrong side
                total += -agreement
        return total / len(y) + self.penalty(w)
