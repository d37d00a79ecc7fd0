import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


# %% single label_term_summed: the first term of the loss is a mean, but the term y x'w is summed over the points and not divided by n
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z)) - np.sum(y * z)
    gradient = X.T @ (sigmoid(z) - y) / len(y)
    return loss, gradient


# %% single clipped_probabilities: the probabilities are clipped to [1e-10, 1 - 1e-10] before the logarithm, so that the loss is cut off at about 23 a point where scores are large
def logistic(X, y, w):
    n = X.shape[0]
    p = sigmoid(np.dot(X, w))
    q = np.clip(p, 1e-10, 1 - 1e-10)
    loss = -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum() / n
    return loss, ((p - y)[:, None] * X).mean(axis=0)


# %% single slope_of_sigmoid_in_gradient: the gradient has an extra factor sigma (1 - sigma), as for the squared error of a sigmoid
def logistic(X, y, w):
    scores = X.dot(w)
    s = sigmoid(scores)
    loss = np.mean(np.logaddexp(0, scores) - y * scores)
    gradient = np.zeros(len(w))
    for i in range(len(y)):
        gradient += (s[i] - y[i]) * s[i] * (1 - s[i]) * X[i]
    return loss, gradient / len(y)


# %% whole formula_for_plus_minus_labels: uses log(1 + exp(-y x'w)) and its gradient, the form for the labels -1 and 1, with the labels 0 and 1 unchanged
def logistic(X, y, w):
    margins = y * (X @ w)
    loss = np.logaddexp(0, -margins).mean()
    gradient = -(X.T @ (y * sigmoid(-margins))) / X.shape[0]
    return loss, gradient


# %% whole loop_with_wrong_divisions: a loop over the points: the running gradient is divided by n inside the loop at every point, and the summed loss is divided by the number of coordinates d instead of n
def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    gradient = np.zeros(d)
    for i in range(n):
        score = 0.0
        for j in range(d):
            score += X[i, j] * w[j]
        loss += np.logaddexp(0, score) - y[i] * score
        gradient += (sigmoid(score) - y[i]) * X[i]
        gradient /= n
    loss = loss / d
    return loss, gradient
