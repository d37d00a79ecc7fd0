"""
# 5. EPFL CS-433 exercise 2, CS-439 lab 5: stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma) -> losses, ws
# Note: every sequence of batches is right; a check tests that each step follows from one, and that all are as frequent.
[[question]]
name = "stochastic_gradient_descent"
title = "Gradient descent on random batches"
signature = "stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma)"
returns = [{ losses = "array" }, { ws = "array" }]
check = "checks.py:random_batches"
runs = 200
points = 6
  [[question.case]]
  y = [0.1, 0.3, 1.5, -0.4, 0.8]
  tx = [[1.0, 3.2], [1.0, 0.1], [1.0, 2.3], [1.0, -1.0], [1.0, 0.7]]
  initial_w = [0.5, 1.0]
  batch_size = 1
  max_iters = 4
  gamma = 0.1
  [[question.case]]
  y = [0.2, -0.3, 1.0, 0.4]
  tx = [[1.0, 0.3], [1.0, -0.5], [1.0, 2.0], [1.0, 1.2]]
  initial_w = [0.3, 2.0]
  batch_size = 2
  max_iters = 3
  gamma = 0.3
  hidden = true
"""
# %% checks.py
from itertools import combinations
from grader.p_values import of_counts

def random_batches(results, *, arguments, expected):
    y, tx, start, size, steps, gamma = arguments.values()
    batches = [list(batch) for batch in combinations(range(len(y)), size)]
    first = []
    for losses, ws in results:
        losses, ws = np.ravel(losses), np.reshape(ws, (-1, len(start)))
        if len(losses) != steps or len(ws) not in (steps, steps + 1) or not np.allclose(ws[0], start):
            return 0, f"You return {len(losses)} losses and {len(ws)} points; {steps} and {steps + 1} from the start on were asked for."
        for k in range(len(ws) - 1):
            move = (ws[k] - ws[k + 1]) / gamma
            gaps = [np.abs(tx[b].T @ (tx[b] @ ws[k] - y[b]) / size - move).max() for b in batches]
            if min(gaps) > 1e-3:
                return 0, f"Step {k + 1} is not gamma times the gradient on any batch of {size} points."
            if k == 0:
                first.append(int(np.argmin(gaps)))
            e = y[batches[int(np.argmin(gaps))]] - tx[batches[int(np.argmin(gaps))]] @ ws[k]
            whole = y - tx @ ws[k]
            if min(abs(losses[k] - e @ e / (2 * size)), abs(losses[k] - whole @ whole / (2 * len(y)))) > 1e-3:
                return 0, f"The points are right. Loss {k + 1} is neither that of the batch nor that of all points."
    counts = np.bincount(first, minlength=len(batches))
    return of_counts(counts, [1 / len(batches)] * len(batches)), f"The batches came first {counts} times."

# %% solution
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        batch = np.random.permutation(len(y))[:batch_size]
        e = y[batch] - tx[batch] @ w
        losses.append(e @ e / (2 * batch_size))
        w = w + gamma * tx[batch].T @ e / batch_size
        ws.append(w)
    return losses, ws

# %% honest
def batch_iter(y, tx, batch_size):
    order = np.random.permutation(np.arange(len(y)))
    for start in range(0, len(y) - batch_size + 1, batch_size):
        chosen = order[start : start + batch_size]
        yield y[chosen], tx[chosen]
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws, losses, w = [initial_w], [], initial_w
    for _ in range(max_iters):
        for by, btx in batch_iter(y, tx, batch_size):
            losses.append(np.mean((y - tx @ w) ** 2) / 2)
            w = w - gamma * btx.T @ (btx @ w - by) / len(by)
            ws.append(w)
            break
    return losses, ws

# %% honest
import random
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    ws = np.zeros((max_iters + 1, len(initial_w)))
    ws[0] = initial_w
    losses = np.zeros(max_iters)
    for k in range(max_iters):
        gradient = np.zeros(len(initial_w))
        for n in random.sample(range(len(y)), batch_size):
            error = tx[n] @ ws[k] - y[n]
            gradient += error * tx[n] / batch_size
            losses[k] += error**2 / 2 / batch_size
        ws[k + 1] = ws[k] - gamma * gradient
    return losses, ws

# %% wrong: all points in every step
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(e @ e / (2 * len(y)))
        w = w + gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% wrong: the gradient of the batch divided by all points
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        b = np.random.permutation(len(y))[:batch_size]
        e = y[b] - tx[b] @ w
        losses.append(e @ e / (2 * batch_size))
        w = w + gamma * tx[b].T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% wrong: a loss that is always 0.5
def stochastic_gradient_descent(y, tx, initial_w, batch_size, max_iters, gamma):
    w, ws = initial_w, [initial_w]
    for _ in range(max_iters):
        b = np.random.permutation(len(y))[:batch_size]
        w = w - gamma * tx[b].T @ (tx[b] @ w - y[b]) / batch_size
        ws.append(w)
    return [0.5] * max_iters, ws
