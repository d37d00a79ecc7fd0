import numpy as np

# %% single sign_flipped: with e = y - tx w, returns tx^T e / n without the leading minus, i.e. the negative of the gradient
def compute_gradient(y, tx, w):
    n = len(y)
    e = y - tx @ w
    grad = tx.T @ e / n
    return grad

# %% single half_kept: the factor 1/2 of the loss is kept in the gradient, i.e. -tx^T e / (2n) in place of -tx^T e / n (the 2 of the derivative of the square is forgotten)
def compute_gradient(y, tx, w):
    e = y - tx.dot(w)
    return -1 / (2 * y.shape[0]) * tx.T.dot(e)

# %% whole divides_by_features: the sum over the samples is divided by d = the number of columns of tx (len(tx[0])) in place of n, the number of rows
def compute_gradient(y, tx, w):
    N = len(tx[0])
    gradient = np.zeros(len(w))
    for row, target in zip(tx, y):
        prediction = 0
        for k in range(len(w)):
            prediction = prediction + row[k] * w[k]
        error = prediction - target
        for k in range(len(w)):
            gradient[k] += error * row[k]
    return gradient / N

# %% whole accumulator_not_reset: the accumulator s is set to 0 only once, outside the loop over the features, so component j is the sum of the right components 0..j (running sum)
def predict(x, w):
    return sum([a * b for a, b in zip(x, w)])

def compute_gradient(y, tx, w):
    n, d = tx.shape
    res = []
    s = 0
    for j in range(d):
        for i in range(n):
            s += (predict(tx[i], w) - y[i]) * tx[i, j]
        res.append(s / n)
    return np.array(res)
