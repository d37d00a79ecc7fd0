import numpy as np


def compute_loss(y, tx, w):
    ### BEGIN SOLUTION
    e = y - tx @ w
    return (e @ e) / (2 * len(y))
    ### END SOLUTION


def logistic_regression(y, tx, w):
    ### BEGIN SOLUTION
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)
    ### END SOLUTION


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    ### BEGIN SOLUTION
    v = {name: beta * v[name] + (1 - beta) * grads[name] for name in v}
    return {name: p - learning_rate * v["d" + name] for name, p in parameters.items()}, v
    ### END SOLUTION


def build_poly(x, degree):
    ### BEGIN SOLUTION
    return np.stack([x**d for d in range(degree + 1)], axis=1)
    ### END SOLUTION


def nearest_label(X, labels, x, k):
    ### BEGIN SOLUTION
    nearest = np.argsort(np.linalg.norm(X - x, axis=1))[:k]
    near = [labels[i] for i in nearest]
    return max(set(near), key=near.count)
    ### END SOLUTION
