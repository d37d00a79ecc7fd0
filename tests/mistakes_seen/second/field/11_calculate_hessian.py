import numpy as np


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


# %% single slope_at_the_probability: evaluates the derivative of the sigmoid at the predicted probability instead of at the score tx w (the sigmoid is applied twice)
def calculate_hessian(y, tx, w):
    pred = sigmoid(tx @ w)
    slope = sigmoid(pred) * (1 - sigmoid(pred))
    return tx.T @ np.diag(slope) @ tx / len(y)


# %% single label_in_the_weight: the weights are p * (1 - y) with the label instead of p * (1 - p)
def calculate_hessian(y, tx, w):
    p = sigmoid(tx.dot(w))
    S = np.diag(p * (1 - y))
    return tx.T.dot(S).dot(tx) * (1 / y.shape[0])


# %% single weights_on_both_sides: scales the rows of both factors by p (1 - p), so that the weights enter squared
def calculate_hessian(y, tx, w):
    p = sigmoid(tx @ w)
    scaled = tx * (p * (1 - p))[:, None]
    return scaled.T @ scaled / len(y)


# %% whole mean_weight_for_all: takes the mean of p (1 - p) over the points as one scalar factor for all of tx.T tx, instead of a weight for each point
def calculate_hessian(y, tx, w):
    n = len(y)
    sigma = sigmoid(tx @ w)
    # S is the variance of the predictions
    S = (sigma * (1 - sigma)).mean()
    hess = S * tx.T @ tx
    return hess / n


# %% whole outer_products_of_gradients: averages the outer products of the gradients of the single points, (p - y)^2 x x^T (empirical Fisher matrix), instead of second derivatives
def calculate_hessian(y, tx, w):
    D = w.shape[0]
    H = np.zeros((D, D))
    for yn, xn in zip(y, tx):
        g = (sigmoid(xn @ w) - yn) * xn
        for i in range(D):
            for j in range(D):
                H[i, j] += g[i] * g[j]
    return H / len(y)
