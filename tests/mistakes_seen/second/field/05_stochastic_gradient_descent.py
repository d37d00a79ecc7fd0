import numpy as np


# %% single last_point_never_drawn: draws the batch from the first len(y) - 1 points, so that the last point never takes part
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws = [initial_w]
    losses = []
    w = initial_w
    for n_iter in range(max_iters):
        idx = np.random.choice(len(y) - 1, batch_size, replace=False)
        err = y[idx] - tx[idx].dot(w)
        grad = -tx[idx].T.dot(err) / batch_size
        losses.append(0.5 * np.mean(err**2))
        w = w - gamma * grad
        ws.append(w)
    return losses, ws


# %% single targets_and_rows_drawn_apart: shuffles targets and rows with two different permutations, so that targets meet the rows of other points
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    n = len(y)
    for _ in range(max_iters):
        y_b = y[np.random.permutation(n)[:batch_size]]
        tx_b = tx[np.random.permutation(n)[:batch_size]]
        e = y_b - tx_b @ w
        losses.append(e @ e / (2 * batch_size))
        w = w + gamma * tx_b.T @ e / batch_size
        ws.append(w)
    return losses, ws


# %% single batch_gradient_over_n: the gradient of a batch is divided by the number of all points instead of the size of the batch
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    N = y.shape[0]
    ws = np.zeros((max_iters + 1, initial_w.shape[0]))
    ws[0] = initial_w
    losses = np.zeros(max_iters)
    for k in range(max_iters):
        perm = np.random.permutation(N)
        yb, xb = y[perm][:batch_size], tx[perm][:batch_size]
        r = xb @ ws[k] - yb
        losses[k] = (r**2).mean() / 2
        ws[k + 1] = ws[k] - gamma * (xb.T @ r) / N
    return losses, ws


# %% whole epochs_for_iterations: takes max_iters as epochs: goes through all batches of a shuffle in each, and keeps only one loss (that of the last batch) and the last point of every epoch
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w = initial_w
    ws = [initial_w]
    losses = []
    for epoch in range(max_iters):
        shuffle = np.random.permutation(np.arange(len(y)))
        y_s = y[shuffle]
        tx_s = tx[shuffle]
        for start in range(0, len(y), batch_size):
            yb = y_s[start:start + batch_size]
            xb = tx_s[start:start + batch_size]
            e = yb - xb @ w
            loss = np.mean(e**2) / 2
            grad = -xb.T @ e / len(yb)
            w = w - gamma * grad
        losses.append(loss)
        ws.append(w)
    return losses, ws


# %% whole aliased_points_summed_gradient: updates one array in place and appends that same array to ws, so that all points equal the last; and the gradient of the batch is a sum, not a mean
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w = initial_w.copy()
    ws = [w]
    losses = []
    for i in range(max_iters):
        batch = np.random.choice(np.arange(len(y)), size=batch_size, replace=False)
        g = np.zeros_like(w)
        loss = 0
        for j in batch:
            diff = y[j] - np.dot(tx[j], w)
            loss += diff**2 / (2 * batch_size)
            g += -diff * tx[j]
        losses.append(loss)
        w -= gamma * g
        ws.append(w)
    return losses, ws
