import numpy as np


# %% single summed_loss: the losses of the points are summed instead of averaged (no division by n)
def calculate_loss(y, tx, w):
    z = tx.dot(w)
    loss = np.sum(np.logaddexp(0, z) - y * z)
    return loss


# %% single plus_minus_labels: the formula for labels -1 and 1, log(1 + exp(-y z)), is used although the labels are 0 and 1
def calculate_loss(y, tx, w):
    scores = tx @ w
    return np.mean(np.log(1 + np.exp(-y * scores)))


# %% single label_term_added: the term y*z is added to log(1 + e^z) instead of subtracted from it
def calculate_loss(y, tx, w):
    pred = tx @ w
    N = len(y)
    return np.sum(np.log(1 + np.exp(pred)) + y * pred) / N


# %% whole positive_term_only: of the cross-entropy only the part y log(sigma) is kept, so that the points with label 0 contribute nothing
def sigmoid(t):
    """apply the sigmoid function on t."""
    return 1.0 / (1.0 + np.exp(-t))


def calculate_loss(y, tx, w):
    """compute the cost by negative log likelihood."""
    assert y.shape[0] == tx.shape[0]
    assert tx.shape[1] == w.shape[0]

    prob = sigmoid(tx.dot(w))
    # log likelihood of the data
    log_lik = y.T.dot(np.log(prob))
    loss = -log_lik / y.shape[0]
    return float(loss)


# %% whole mixed_formulas: inside the loop the label is multiplied by sigmoid(score) instead of by the score itself
def logistic(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


def calculate_loss(y, tx, w):
    n_samples = tx.shape[0]
    total = 0.0
    for n in range(n_samples):
        # score of sample n
        score = 0.0
        for d in range(tx.shape[1]):
            score += tx[n, d] * w[d]
        p = logistic(score)
        total = total + np.log(1 + np.exp(score)) - y[n] * p
    return total / n_samples
