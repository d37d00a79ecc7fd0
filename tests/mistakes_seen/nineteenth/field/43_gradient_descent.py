import copy

import numpy as np


# %% single cost_before_update: J_history gets the cost before the update of w and b, so it starts with the cost of the start and lacks that of the last point
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = copy.deepcopy(w_in)
    b = b_in
    J_history = []
    w_history = []
    for i in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        w_history.append(w)
    return w, b, J_history, w_history


# %% single same_array_in_history: w is changed in place by -= and appended without a copy, so all entries of w_history are the last w
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = np.array(w_in, dtype=float)
    b = b_in
    J_history, w_history = [], []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% single b_after_w: w is updated first and the slope for b is then taken at the new w, so the update is not simultaneous
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history, w_history = [], []
    for _ in range(num_iters):
        dj_dw = gradient_function(X, y, w, b)[1]
        w = w - alpha * dj_dw
        dj_db = gradient_function(X, y, w, b)[0]
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole own_cost_and_gradient: the given cost_function and gradient_function are ignored, and the plain squared error and its gradient are used in their place, wrong whenever the given ones are others (with a penalty)
def compute_cost(X, y, w, b):
    m = X.shape[0]
    cost = 0.0
    for i in range(m):
        f_wb_i = np.dot(X[i], w) + b
        cost = cost + (f_wb_i - y[i]) ** 2
    return cost / (2 * m)


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + err * X[i, j]
        dj_db = dj_db + err
    return dj_db / m, dj_dw / m


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = copy.deepcopy(w_in)
    b = b_in
    for i in range(num_iters):
        dj_db, dj_dw = compute_gradient(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        # save the cost and w at each iteration
        J_history.append(compute_cost(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole slope_of_the_start: the gradient is always taken at w_in and b_in instead of at the present w and b, so that all steps are the same
def one_step(point, slopes, alpha):
    w, b = point
    slope_b, slope_w = slopes
    return w - alpha * slope_w, b - alpha * slope_b


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    points = [(w_in, b_in)]
    while len(points) <= num_iters:
        slopes = gradient_function(X, y, w_in, b_in)
        points.append(one_step(points[-1], slopes, alpha))
    # the start itself is not part of the histories
    J_history = [cost_function(X, y, w, b) for w, b in points[1:]]
    w_history = [w for w, b in points[1:]]
    w, b = points[-1]
    return w, b, J_history, w_history
