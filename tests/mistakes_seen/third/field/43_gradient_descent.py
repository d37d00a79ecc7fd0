import numpy as np

# %% single cost_before_update: the cost is computed before the update (at the old w, b) in place of after it
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w = w_in
    b = b_in
    J_history = []
    w_history = []
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        J_history.append(cost_function(X, y, w, b))
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        w_history.append(w)
    return w, b, J_history, w_history

# %% single b_after_w: w and b are not updated together: the gradient for b is computed again with the already updated w
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = w_in, b_in
    J_history, w_history = [], []
    for _ in range(num_iters):
        w = w - alpha * gradient_function(X, y, w, b)[1]
        b = b - alpha * gradient_function(X, y, w, b)[0]
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history

# %% whole aliased_w_history: w is updated in place (w -= ...) and appended without a copy, so all entries of w_history are the last w (and w_in is overwritten)
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    costs = []
    ws = []
    w = w_in
    b = b_in
    it = 0
    while it != num_iters:
        grads = gradient_function(X, y, w, b)
        w -= alpha * grads[1]
        b -= alpha * grads[0]
        costs.append(cost_function(X, y, w, b))
        ws.append(w)
        it += 1
    return w, b, costs, ws

# %% whole b_from_b_in_and_w_early: two slips: b is computed from b_in in every iteration (b_in - alpha dj_db), so its steps do not accumulate, and w_history gets w before the update in place of after it
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    J_history = [0] * num_iters
    w_history = [0] * num_iters
    w_cur = w_in
    b_cur = b_in
    for i in range(num_iters):
        db, dw = gradient_function(X, y, w_cur, b_cur)
        w_history[i] = w_cur
        w_cur = w_cur - alpha * dw
        b_cur = b_in - alpha * db
        J_history[i] = cost_function(X, y, w_cur, b_cur)
    return w_cur, b_cur, J_history, w_history
