import numpy as np


# %% single sum_not_mean: The losses of the samples are summed, the sum is not divided by the number of samples.
def calculate_loss(y, tx, w):
    pred = 1 / (1 + np.exp(-tx @ w))
    loss = y * np.log(pred) + (1 - y) * np.log(1 - pred)
    return -np.sum(loss)


# %% single no_minus: The mean log likelihood is returned as it is, without the minus that makes it a loss.
def calculate_loss(y, tx, w):
    pred = 1 / (1 + np.exp(-tx @ w))
    return np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))


# %% single zero_labels_left_out: The cross entropy has only the term y*log(p); the term (1-y)*log(1-p) of the samples with label 0 is left out.
def calculate_loss(y, tx, w):
    pred = 1 / (1 + np.exp(-tx @ w))
    return -np.mean(y * np.log(pred))


# %% whole plus_minus_labels: The student uses the formula log(1+exp(-y*z)) of labels -1 and 1, but the labels are 0 and 1, so that every sample with label 0 costs log 2.
def logistic(margin):
    return np.log(1 + np.exp(-margin))


def calculate_loss(y, tx, w):
    # average of the logistic loss over the data set
    N = tx.shape[0]
    total = 0.0
    for n in range(N):
        score = tx[n].dot(w)
        total += logistic(y[n] * score)
    return total / N


# %% whole squared_probabilities: The student returns half the mean squared error of the predicted probabilities in place of the cross entropy.
def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def calculate_loss(y, tx, w):
    """Cost of logistic regression."""
    probabilities = sigmoid(np.dot(tx, w))
    e = y - probabilities
    return 1 / (2 * len(y)) * e.T.dot(e)
