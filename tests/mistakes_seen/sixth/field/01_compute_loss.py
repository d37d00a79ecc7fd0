import numpy as np


# %% single square_of_the_sum: the errors are added up and their sum is squared, in place of the sum of the squared errors
def compute_loss(y, tx, w):
    e = y - tx @ w
    return np.sum(e) ** 2 / (2 * len(y))


# %% whole absolute_errors: the loss is the mean of the absolute errors, the other cost of the lecture, in place of half the mean of their squares
def compute_loss(y, tx, w):
    N = y.shape[0]
    total = 0
    for n in range(N):
        prediction = sum(tx[n, j] * w[j] for j in range(len(w)))
        total = total + abs(y[n] - prediction)
    return total / N
