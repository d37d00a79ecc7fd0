"""
# 98. Machine learning courses: perceptron(X, y, max_epochs) -> w, mistakes, ws
[[question]]
name = "perceptron"
title = "The perceptron"
signature = "perceptron(X, y, max_epochs)"
returns = [{ w = "array" }, { mistakes = "number" }, { ws = { kind = "history", length = "own" } }]
points = 5
  [[question.case]]
  X = [[1.0, 2.0], [1.0, -1.0], [1.0, 0.5], [1.0, -2.0]]
  y = [1, -1, 1, -1]
  max_epochs = 10
  [[question.case]]
  X = [[1.0, 2.0, 0.1], [1.0, -1.0, 0.3], [1.0, 0.5, -2.0], [1.0, -2.0, 1.0], [1.0, 0.1, 0.2]]
  y = [1, -1, -1, 1, 1]
  max_epochs = 3
  hidden = true
"""
# %% solution
def perceptron(X, y, max_epochs):
    """Return (w, number of updates, all w from the start at 0)."""
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1])
    ws = [w]
    for _ in range(max_epochs):
        before = len(ws)
        for x, label in zip(X, y):
            if label * (x @ w) <= 0:
                w = w + label * x
                ws.append(w)
        if len(ws) == before:
            break
    return w, len(ws) - 1, ws
    ### END SOLUTION

# %% honest
def perceptron(X, y, max_epochs):
    ws = np.zeros((1, X.shape[1]))
    epoch, wrong = 0, True
    while wrong and epoch < max_epochs:
        wrong = False
        for i in range(len(y)):
            if y[i] * np.dot(ws[-1], X[i]) <= 0:
                ws = np.vstack((ws, ws[-1] + y[i] * X[i]))
                wrong = True
        epoch += 1
    return ws[-1], ws.shape[0] - 1, ws

# %% honest
def perceptron(X, y, max_epochs):
    w, ws, mistakes = [0.0] * X.shape[1], [], 0
    ws.append(list(w))
    for epoch in range(max_epochs):
        for row, target in zip(X.tolist(), y.tolist()):
            if target * sum(a * b for a, b in zip(row, w)) <= 0:
                w = [a + target * b for a, b in zip(w, row)]
                mistakes += 1
                ws.append(list(w))
    return w, mistakes, ws

# %% wrong: a point on the line counts as right
def perceptron(X, y, max_epochs):
    w = np.zeros(X.shape[1])
    ws = [w]
    for _ in range(max_epochs):
        for x, label in zip(X, y):
            if label * (x @ w) < 0:
                w = w + label * x
                ws.append(w)
    return w, len(ws) - 1, ws

# %% wrong: labels 0 and 1
def perceptron(X, y, max_epochs):
    w = np.zeros(X.shape[1])
    ws = [w]
    for _ in range(max_epochs):
        for x, label in zip(X, y):
            guess = 1 if x @ w > 0 else 0
            if guess != label:
                w = w + (label - guess) * x
                ws.append(w)
    return w, len(ws) - 1, ws

# %% wrong: counts epochs
def perceptron(X, y, max_epochs):
    w = np.zeros(X.shape[1])
    ws, epochs = [w], 0
    for _ in range(max_epochs):
        before = len(ws)
        epochs += 1
        for x, label in zip(X, y):
            if label * (x @ w) <= 0:
                w = w + label * x
                ws.append(w)
        if len(ws) == before:
            break
    return w, epochs, ws
