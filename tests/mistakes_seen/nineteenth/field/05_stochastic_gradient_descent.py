import numpy as np


# %% single divided_by_all_points: the gradient of the batch is divided by the number of all points, len(y), instead of by batch_size
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    n = len(y)
    w = initial_w
    losses = []
    ws = [initial_w]
    for n_iter in range(max_iters):
        idx = np.random.choice(n, batch_size, replace=False)
        err = y[idx] - tx[idx].dot(w)
        grad = -tx[idx].T.dot(err) / n
        loss = 0.5 * np.mean(err**2)
        w = w - gamma * grad
        ws.append(w)
        losses.append(loss)
    return losses, ws


# %% single loss_after_the_step: each loss is computed on the batch at the new point, after the step, so every loss belongs to the point one further on
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws = [initial_w]
    losses = []
    w = initial_w
    for it in range(max_iters):
        batch = np.random.permutation(len(y))[:batch_size]
        yb, xb = y[batch], tx[batch]
        grad = -xb.T @ (yb - xb @ w) / batch_size
        w = w - gamma * grad
        e = yb - xb @ w
        losses.append(e @ e / (2 * batch_size))
        ws.append(w)
    return losses, ws


# %% single last_point_never_drawn: the batch is drawn from the indices 0 to n - 2, so that the last point is never in a batch and the batches are not equally frequent
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    last = len(y) - 1
    for _ in range(max_iters):
        rows = np.random.choice(last, size=batch_size, replace=False)
        e = y[rows] - tx[rows] @ w
        losses.append(e @ e / (2 * batch_size))
        w = w + gamma * tx[rows].T @ e / batch_size
        ws.append(w)
    return losses, ws


# %% whole iterations_as_epochs: an iteration is taken for an epoch: in each of the max_iters iterations a step is made for every batch of a shuffled pass over the data, and only the last point and last loss of the pass are kept
def compute_error(y, tx, w):
    return y - tx.dot(w)


def compute_mse(e):
    return 1 / 2 * np.mean(e**2)


def compute_stoch_gradient(y, tx, w):
    """Gradient and error on one minibatch."""
    err = compute_error(y, tx, w)
    grad = -tx.T.dot(err) / len(err)
    return grad, err


def batches_of(y, tx, batch_size):
    order = np.random.permutation(len(y))
    for start in range(0, len(y), batch_size):
        chosen = order[start:start + batch_size]
        yield y[chosen], tx[chosen]


def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws = [initial_w]
    losses = []
    w = initial_w

    for n_iter in range(max_iters):
        # go over the shuffled data batch by batch
        for y_batch, tx_batch in batches_of(y, tx, batch_size):
            grad, err = compute_stoch_gradient(y_batch, tx_batch, w)
            loss = compute_mse(err)
            w = w - gamma * grad
        ws.append(w)
        losses.append(loss)

    return losses, ws


# %% whole shuffled_apart: y and tx are shuffled by two different permutations, so that the rows of a batch do not belong to its targets
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    rng = np.random.default_rng()
    theta = np.array(initial_w, dtype=float)
    all_theta = np.zeros((max_iters + 1, len(theta)))
    all_theta[0] = theta
    all_losses = np.zeros(max_iters)

    i = 0
    while i < max_iters:
        # random mini-batch of batch_size samples
        y_shuffled = rng.permutation(y)
        tx_shuffled = rng.permutation(tx)
        y_mini = y_shuffled[:batch_size]
        tx_mini = tx_shuffled[:batch_size]

        residual = tx_mini @ theta - y_mini
        all_losses[i] = np.sum(residual**2) / (2 * batch_size)
        gradient = tx_mini.T @ residual / batch_size

        theta = theta - gamma * gradient
        i += 1
        all_theta[i] = theta

    return all_losses, all_theta
