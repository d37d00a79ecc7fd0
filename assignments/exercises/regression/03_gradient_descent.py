"""
# 3. EPFL CS-433 exercise 2, CS-439 lab 2: gradient_descent(y, tx, initial_w, max_iters, gamma) -> losses (K), ws (K+1)
[[question]]
name = "gradient_descent"
title = "Gradient descent for least squares"
signature = "gradient_descent(y, tx, initial_w, max_iters, gamma)"
returns = [{ losses = "history" }, { ws = "history" }]
points = 6
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  initial_w = [0.5, 1.0]
  max_iters = 8
  gamma = 0.1
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  initial_w = [0.3, 2.0]
  max_iters = 5
  gamma = 0.4
  hidden = true
"""
# %% solution
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    losses, ws = [], [w]
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append((e @ e) / (2 * len(y)))
        w = w + gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% honest
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ws = np.empty((max_iters + 1, len(initial_w)))
    losses = np.empty(max_iters)
    ws[0] = initial_w
    for k in range(max_iters):
        e = y - tx @ ws[k]
        losses[k] = np.mean(e**2) / 2
        ws[k + 1] = ws[k] + gamma * np.mean(e[:, None] * tx, axis=0)
    return losses, ws

# %% honest
class LeastSquaresProblem:
    def __init__(self, y, tx):
        self.y, self.tx, self.n = y, tx, len(y)
    def error(self, w):
        return self.tx.dot(w) - self.y
    def cost(self, w):
        return float(np.linalg.norm(self.error(w)) ** 2) / (2 * self.n)

def gradient_descent(y, tx, initial_w, max_iters, gamma):
    problem = LeastSquaresProblem(y, tx)
    ws, losses = [initial_w.tolist()], []
    while len(losses) < max_iters:
        w = np.array(ws[-1])
        losses.append(problem.cost(w))
        w -= gamma / problem.n * tx.T.dot(problem.error(w))
        ws.append(w.tolist())
    return [losses, ws]

# %% wrong: goes uphill
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append((e @ e) / (2 * len(y)))
        w = w - gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% wrong: the same array in every row
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append((e @ e) / (2 * len(y)))
        w += gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws

# %% wrong: the losses of the new points
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w, losses, ws = initial_w, [], [initial_w]
    for _ in range(max_iters):
        w = w + gamma * tx.T @ (y - tx @ w) / len(y)
        losses.append(np.mean((y - tx @ w) ** 2) / 2)
        ws.append(w)
    return losses, ws
