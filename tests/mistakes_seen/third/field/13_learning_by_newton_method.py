import numpy as np

# %% single loss_at_new_w: the loss returned is computed at the new w (after the step) in place of the old w
def sigmoid(t):
    return 1 / (1 + np.exp(-t))

def learning_by_newton_method(y, tx, w, gamma):
    n = len(y)
    p = sigmoid(tx @ w)
    grad = tx.T @ (p - y) / n
    hess = tx.T @ np.diag(p * (1 - p)) @ tx / n
    w = w - gamma * np.linalg.solve(hess, grad)
    z = tx @ w
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    return loss, w

# %% single hessian_without_n: the Hessian is not divided by n (tx^T S tx in place of tx^T S tx / n) while the gradient is, so the step is n times too small
def learning_by_newton_method(y, tx, w, gamma):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    gradient = tx.T @ (p - y) / y.shape[0]
    S = p * (1 - p)
    H = (tx.T * S) @ tx
    w_new = w - gamma * np.linalg.inv(H) @ gradient
    return loss, w_new

# %% whole sign_and_sum: two slips: the gradient has y - p in place of p - y while the step is still subtracted (the step goes uphill), and the loss is the sum over the samples in place of the mean
def sig(v):
    return np.exp(v) / (1 + np.exp(v))

def loss_fn(y, tx, w):
    pred = sig(tx.dot(w))
    l = y.dot(np.log(pred)) + (1 - y).dot(np.log(1 - pred))
    return -l

def grad_fn(y, tx, w):
    return tx.T.dot(y - sig(tx.dot(w))) / len(y)

def hess_fn(tx, w):
    pred = sig(tx.dot(w))
    r = np.multiply(pred, 1 - pred)
    return tx.T.dot(r[:, np.newaxis] * tx) / len(tx)

def learning_by_newton_method(y, tx, w, gamma):
    loss = loss_fn(y, tx, w)
    g = grad_fn(y, tx, w)
    h = hess_fn(tx, w)
    w = w - gamma * np.linalg.solve(h, g)
    return loss, w

# %% whole hessian_not_inverted: the gradient is multiplied by the Hessian itself in place of its inverse (w - gamma H g)
def learning_by_newton_method(y, tx, w, gamma):
    n = len(y)
    d = len(w)
    loss = 0
    g = np.zeros(d)
    H = np.zeros((d, d))
    for i in range(n):
        xi = tx[i]
        score = np.dot(xi, w)
        prob = 1 / (1 + np.exp(-score))
        loss += np.log(1 + np.exp(score)) - y[i] * score
        g += (prob - y[i]) * xi
        H += prob * (1 - prob) * np.outer(xi, xi)
    loss = loss / n
    g = g / n
    H = H / n
    direction = np.dot(H, g)
    return loss, w - gamma * direction
