import numpy as np


# %% single cost_before_step: J_history holds the cost before each step instead of after it (shifted by one)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = w_in
    b = b_in
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        J_history.append(cost_function(X, y, w, b))
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        w_history.append(w)
    return w, b, J_history, w_history


# %% single b_from_new_w: the slope for b is computed again with the w that is already new, so that w and b are not updated at the same time
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history, w_history = [], []
    for i in range(num_iters):
        w = w - alpha * gradient_function(X, y, w, b)[1]
        b = b - alpha * gradient_function(X, y, w, b)[0]
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% single history_of_one_array: w is changed in place and appended without a copy, so that w_history shows the last w in every entry
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = w_in.copy()
    b = b_in
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole own_gradient: gradient_function is never called, the gradient of plain linear regression is computed instead, so that it is wrong where the given cost has a penalty (the given cost is used for J_history)
def linear_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] += err * X[i, j]
        dj_db += err
    return dj_db / m, dj_dw / m


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = w_in.copy()
    b = b_in
    for i in range(num_iters):
        # gradient and update of the parameters
        dj_db, dj_dw = linear_gradient(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        # save cost J at each iteration
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole divided_by_m_again: the gradients that gradient_function returns are divided by the number of examples once more, so that every step is too short by the factor m
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    """
    Batch gradient descent to learn w and b.
    """
    m = X.shape[0]
    params = {"w": w_in, "b": b_in}
    log = {"J": [], "w": []}
    it = 0
    while it < num_iters:
        dj_db, dj_dw = gradient_function(X, y, params["w"], params["b"])
        params = {
            "w": params["w"] - alpha * (1 / m) * dj_dw,
            "b": params["b"] - alpha * (1 / m) * dj_db,
        }
        log["J"].append(cost_function(X, y, params["w"], params["b"]))
        log["w"].append(params["w"])
        it += 1
    return params["w"], params["b"], log["J"], log["w"]
