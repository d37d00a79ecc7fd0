import numpy as np

# %% single sum_not_mean: returns the sum over the samples in place of the mean
def calculate_loss(y, tx, w):
    z = tx @ w
    return np.sum(np.log(1 + np.exp(z)) - y * z)

# %% single exp_of_minus_z: log(1 + exp(-z)) in place of log(1 + exp(z)) in the first term, while the second term stays -y z
def calculate_loss(y, tx, w):
    z = tx.dot(w)
    first = np.log(1 + np.exp(-z))
    second = y * z
    return np.mean(first - second)

# %% whole only_positive_class: the cross-entropy has only the term -y log(p); the term -(1 - y) log(1 - p) of the samples of label 0 is missing
def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))

def calculate_loss(y, tx, w):
    total = 0.0
    for i in range(len(y)):
        p = sigmoid(np.dot(tx[i], w))
        total = total - y[i] * np.log(p)
    return total / len(y)

# %% whole labels_plus_minus_one: uses the logistic loss for labels in {-1, 1}, mean of log(1 + exp(-y z)), with the labels {0, 1} as they are (not converted), so every sample of label 0 counts log 2
def margin(label, x, w):
    return label * (x @ w)

def calculate_loss(y, tx, w):
    losses = [np.log(1 + np.exp(-margin(yi, xi, w))) for yi, xi in zip(y, tx)]
    return np.mean(losses)
