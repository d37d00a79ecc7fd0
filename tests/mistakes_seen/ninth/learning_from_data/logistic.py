import numpy as np

# %% single gradient_is_a_sum: the loss is a mean, but the gradient is left as a sum over the points
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    sigma = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
    gradient = X.T @ (sigma - y)
    return loss, gradient

# %% whole probabilities_clipped: the probabilities are clipped so that the logarithm stays finite, which caps the loss of large scores
def sigmoid(t):
    t = np.clip(t, -500, 500)
    return 1.0 / (1.0 + np.exp(-t))


def cross_entropy(labels, probs):
    tiny = 1e-12
    probs = np.clip(probs, tiny, 1 - tiny)
    terms = labels * np.log(probs) + (1 - labels) * np.log(1 - probs)
    return -terms.mean()


def logistic(X, y, w):
    probs = sigmoid(X.dot(w))
    gradient = np.zeros(X.shape[1])
    for i in range(X.shape[0]):
        gradient += (probs[i] - y[i]) * X[i]
    return cross_entropy(y, probs), gradient / X.shape[0]
