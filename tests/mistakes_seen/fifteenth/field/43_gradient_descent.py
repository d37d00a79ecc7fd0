import copy
import math

import numpy as np


# %% single b_after_w: The intercept b is updated with a gradient that is taken at the new w, and not at the same point as the gradient of w.
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = copy.deepcopy(w_in), b_in
    J_history, w_history = [], []
    for i in range(num_iters):
        _, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        dj_db, _ = gradient_function(X, y, w, b)
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% single cost_before_update: The cost of each iteration is recorded before the update, so that the costs are those of the points before; w, b and the history of w are right.
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = copy.deepcopy(w_in)
    b = b_in
    for i in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        w_history.append(w)
    return w, b, J_history, w_history


# %% single history_of_one_array: w is changed in place and the same array is appended in each iteration, so that the whole history of w shows the last point.
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = np.array(w_in, dtype=float)
    b = b_in
    J_history = []
    w_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole own_formulas: The functions cost_function and gradient_function that are passed are not used: the student's own mean of squares, without the half and without any penalty, and its gradients with the factor 2 stand in their place.
def compute_cost(X, y, w, b):
    m = X.shape[0]
    total = 0.0
    for i in range(m):
        f_wb_i = np.dot(X[i], w) + b
        total = total + (f_wb_i - y[i]) ** 2
    return total / m


def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.0
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + 2 * err * X[i, j]
        dj_db = dj_db + 2 * err
    return dj_db / m, dj_dw / m


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = []
    w_history = []
    w = copy.deepcopy(w_in)  # avoid modifying global w within function
    b = b_in

    for i in range(num_iters):
        dj_db, dj_dw = compute_gradient(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db

        # prevent resource exhaustion
        if i < 100000:
            J_history.append(compute_cost(X, y, w, b))
            w_history.append(w)

        if i % math.ceil(num_iters / 10) == 0:
            print(f"Iteration {i:4}: Cost {float(J_history[-1]):8.2f}   ")

    return w, b, J_history, w_history


# %% whole gradient_at_b_in: The gradient and the cost are evaluated with the starting b_in in every iteration, and not with the b that has been updated.
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    cost = lambda w: cost_function(X, y, w, b_in)
    slopes = lambda w: gradient_function(X, y, w, b_in)

    weights = [np.asarray(w_in)]
    intercepts = [b_in]
    costs = []
    for k in range(num_iters):
        db, dw = slopes(weights[k])
        weights.append(weights[k] - alpha * dw)
        intercepts.append(intercepts[k] - alpha * db)
        costs.append(cost(weights[k + 1]))
    # the start is no iteration
    return weights[-1], intercepts[-1], costs, weights[1:]
