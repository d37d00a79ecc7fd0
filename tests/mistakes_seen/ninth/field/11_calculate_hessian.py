import numpy as np

# %% single not_divided_by_n: the Hessian is the sum over the points and not divided by their number
def sigmoid(t):
    return 1.0 / (1 + np.exp(-t))


def calculate_hessian(y, tx, w):
    pred = sigmoid(tx.dot(w))
    S = np.diag(pred * (1 - pred))
    return tx.T.dot(S).dot(tx)

# %% whole outer_products_of_gradients: the gradients of the points are multiplied with themselves, so the squared error stands where p (1 - p) belongs
def sample_gradient(label, row, w):
    prob = 1 / (1 + np.exp(-np.dot(row, w)))
    return (prob - label) * row


def calculate_hessian(y, tx, w):
    dim = tx.shape[1]
    total = np.zeros((dim, dim))
    for label, row in zip(y, tx):
        grad = sample_gradient(label, row, w)
        total += np.outer(grad, grad)
    return total / tx.shape[0]
