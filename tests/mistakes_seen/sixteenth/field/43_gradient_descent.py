import numpy as np


# %% single b_after_w: w is updated first, and the slope for b is then computed at the new w, so the two are not updated at the same time
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history, w_history = [], []
    w, b = w_in, b_in
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        dj_db, dj_dw = gradient_function(X, y, w, b)
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% single cost_before_update: the cost is stored before the step, so J_history holds the costs of the old points (w_history is right)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history, w_history = [], []
    w, b = w_in, b_in
    for i in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        w_history.append(w)
    return w, b, J_history, w_history


# %% single one_step_short: the loop runs over range(1, num_iters) and takes one step too few
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history, w_history = [], []
    w, b = w_in, b_in
    for i in range(1, num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history


# %% whole divides_by_m_again: the slopes, which are means already, are divided by the number of points once more
def step(w, b, dj_dw, dj_db, alpha, m):
    w_new = w - alpha * (1 / m) * dj_dw
    b_new = b - alpha * (1 / m) * dj_db
    return w_new, b_new


def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    m = len(X)
    w = np.array(w_in, dtype=float)
    b = b_in
    J_history = np.zeros(num_iters)
    w_history = np.zeros((num_iters, len(w)))
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = step(w, b, dj_dw, dj_db, alpha, m)
        J_history[i] = cost_function(X, y, w, b)
        w_history[i] = w
    return w, b, J_history, w_history


# %% whole slopes_at_the_start: the slopes are taken at w_in and b_in in every step, never at the newest w and b
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    # keep the input as it is
    w = np.copy(w_in)
    b = float(b_in)
    history = {"cost": [], "weights": []}
    iteration = 0
    while iteration < num_iters:
        slope_b, slope_w = gradient_function(X, y, w_in, b_in)
        b = b - alpha * slope_b
        w = w - alpha * slope_w
        history["cost"].append(cost_function(X, y, w, b))
        history["weights"].append(w)
        iteration += 1
    return w, b, history["cost"], history["weights"]
