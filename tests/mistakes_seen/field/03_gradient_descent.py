import numpy as np

# %% single uphill: the step goes up the gradient: the sign of the error is turned in the step
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(np.mean(e**2) / 2)
        w = w - gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% single mse_without_half: the loss has no factor 1/2
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(np.mean(e**2))
        w = w + gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% single loss_after_step: the loss is that of the point after the step
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        w = w + gamma * tx.T @ (y - tx @ w) / len(y)
        ws.append(w)
        losses.append(np.sum((y - tx @ w) ** 2) / 2 / len(y))
    return losses, ws

# %% single gradient_times_two: the gradient is that of the mean of squares, twice as large
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ws = [initial_w]
    losses = []
    w = initial_w
    for n_iter in range(max_iters):
        e = y - tx.dot(w)
        grad = -2 * tx.T.dot(e) / len(e)
        loss = 1 / 2 * np.mean(e**2)
        w = w - gamma * grad
        ws.append(w)
        losses.append(loss)
    return losses, ws

# %% single divided_by_columns: divides by the number of columns of tx in the gradient
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(e @ e / (2 * len(y)))
        w = w + gamma * tx.T @ e / tx.shape[1]
        ws.append(w)
    return losses, ws

# %% whole in_place_history: changes w in place: every row of ws is the last point, the start too
def compute_gradient(y, tx, w):
    e = y - tx.dot(w)
    return -1 / len(y) * tx.T.dot(e)

def compute_loss(y, tx, w):
    return 1 / 2 * np.mean((y - tx.dot(w)) ** 2)

def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ws = [initial_w]
    losses = []
    w = initial_w
    for n_iter in range(max_iters):
        losses.append(compute_loss(y, tx, w))
        w -= gamma * compute_gradient(y, tx, w)
        ws.append(w)
    return losses, ws

# %% whole stochastic_one_point: takes one point a step, round and round, and records the loss of all
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w = initial_w.copy()
    losses, ws = [], [w.copy()]
    n = len(y)
    for k in range(max_iters):
        i = k % n
        losses.append(((y - tx @ w) ** 2).sum() / (2 * n))
        error = y[i] - tx[i] @ w
        w = w + gamma * error * tx[i]
        ws.append(w.copy())
    return losses, ws

# %% whole mae_and_subgradient: mean absolute error and its subgradient in place of squares
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    losses = []
    ws = [initial_w]
    for it in range(max_iters):
        w = ws[-1]
        err = y - tx @ w
        losses.append(np.abs(err).mean())
        g = -(tx.T @ np.sign(err)) / err.size
        # print(f"GD iter {it}: loss={losses[-1]}")
        ws.append(w - gamma * g)
    return losses, ws
