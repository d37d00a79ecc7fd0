import numpy as np

# %% single sign_in_the_exponent: it writes log(1 + exp(-z)) - y z, where log(1 + exp(z)) - y z is right
def calculate_loss(y, tx, w):
    z = tx @ w
    return np.mean(np.log1p(np.exp(-z)) - y * z)

# %% whole positive_labels_alone: the term (1 - y) log(1 - p) is missing, so points with the label 0 add nothing
class Sigmoid:
    @staticmethod
    def of(t):
        return np.where(t >= 0, 1 / (1 + np.exp(-np.abs(t))), np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t))))


def calculate_loss(y, tx, w):
    N = y.shape[0]
    predictions = Sigmoid.of(np.matmul(tx, w))
    total = 0
    for label, p in zip(y, predictions):
        total += label * np.log(p)
    return -total / N
