import numpy as np


# %% single slope_of_the_probability: the derivative of sigma is evaluated at the probability sigma(z) in place of the score z, so sigma is taken twice
def calculate_hessian(y, tx, w):
    def sigmoid(t):
        return 1 / (1 + np.exp(-t))

    def sigmoid_slope(t):
        return sigmoid(t) * (1 - sigmoid(t))

    p = sigmoid(tx @ w)
    return tx.T @ np.diag(sigmoid_slope(p)) @ tx / len(y)


# %% whole products_of_gradients: the Hessian is made of the outer products of the single points' gradients, with the weights (p - y)^2 in place of p (1 - p)
def calculate_hessian(y, tx, w):
    n, d = tx.shape
    H = np.zeros((d, d))
    for i in range(n):
        score = tx[i] @ w
        prob = np.exp(score) / (1 + np.exp(score))
        grad_i = (prob - y[i]) * tx[i]
        H += np.outer(grad_i, grad_i)
    return H / n
