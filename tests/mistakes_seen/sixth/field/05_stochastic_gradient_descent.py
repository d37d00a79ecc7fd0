import numpy as np


# %% single with_replacement: the points of a batch are drawn with replacement, so that one point may stand in it twice
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        batch = np.random.randint(0, len(y), batch_size)
        e = y[batch] - tx[batch] @ w
        losses.append(e @ e / (2 * batch_size))
        w = w + gamma * tx[batch].T @ e / batch_size
        ws.append(w)
    return losses, ws


# %% whole in_the_order_of_the_data: the batches are consecutive rows in the order of the data, which are never shuffled, so nothing is random
def batches_of(y, tx, batch_size):
    while True:
        for start in range(0, len(y) - batch_size + 1, batch_size):
            stop = start + batch_size
            yield y[start:stop], tx[start:stop]


def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws = [initial_w]
    losses = []
    for step, (y_b, tx_b) in enumerate(batches_of(y, tx, batch_size)):
        if step == max_iters:
            break
        error = tx_b @ ws[-1] - y_b
        losses.append(0.5 * np.mean(error**2))
        ws.append(ws[-1] - gamma * (tx_b.T @ error) / batch_size)
    return losses, ws
