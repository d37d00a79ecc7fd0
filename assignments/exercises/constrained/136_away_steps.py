"""
# 136. Convex optimization courses: away_steps(gradient, vertices, its) -> x, weights, a dict of the active vertices per step
[[question]]
name = "away_steps"
title = "Frank-Wolfe with away steps"
signature = "away_steps(gradient, vertices, smoothness, its)"
returns = [{ x = "array" }, { active = { kind = "list", each = { kind = "table", each = "number" } } }]
points = 6
  [[question.case]]
  gradient = { gradient_of = "distance_to", target = [0.9, 0.4] }
  vertices = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
  smoothness = 1.0
  its = 4
  [[question.case]]
  gradient = { gradient_of = "distance_to", target = [0.7, -0.3] }
  vertices = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.5, -0.8]]
  smoothness = 1.3
  its = 6
  hidden = true
"""
# %% functions.py
def distance_to(x, target=(0.0, 0.0)):
    return ((x[0] - target[0]) ** 2 + (x[1] - target[1]) ** 2) / 2

# %% solution
def away_steps(gradient, vertices, smoothness, its):
    """Start at vertex 0; return the last x and, for each step, a dictionary from active vertex to weight."""
    ### BEGIN SOLUTION
    weights, history = {0: 1.0}, []
    x = vertices[0]
    for _ in range(its):
        g = np.asarray(gradient(x))
        scores = vertices @ g
        s = int(scores.argmin())
        a = max(weights, key=lambda v: scores[v])
        if g @ (x - vertices[s]) >= g @ (vertices[a] - x):
            d, most, away = vertices[s] - x, 1.0, False
        else:
            d, most, away = x - vertices[a], weights[a] / (1 - weights[a]), True
        step = min(most, -(g @ d) / (smoothness * d @ d)) if d @ d > 0 else 0.0
        x = x + step * d
        sign = 1 if away else -1
        weights = {v: w * (1 + sign * step) for v, w in weights.items()}
        weights[a if away else s] = weights.get(a if away else s, 0.0) - sign * step
        weights = {v: w for v, w in weights.items() if w > 1e-6}
        history.append(weights)
    return x, history
    ### END SOLUTION

# %% honest
def away_steps(gradient, vertices, smoothness, its):
    n = len(vertices)
    lam = np.zeros(n)
    lam[0] = 1
    out = []
    for t in range(its):
        x = lam @ vertices
        g = np.array(gradient(x))
        toward = np.eye(n)[np.argmin(vertices @ g)] - lam
        worst = np.argmax(np.where(lam > 0, vertices @ g, -np.inf))
        away = lam - np.eye(n)[worst]
        if -g @ (toward @ vertices) >= -g @ (away @ vertices):
            d, largest = toward, 1.0
        else:
            d, largest = away, lam[worst] / (1 - lam[worst])
        p = d @ vertices
        gamma = 0.0 if not p.any() else np.clip(-g @ p / (smoothness * (p @ p)), 0, largest)
        lam = lam + gamma * d
        lam[lam <= 1e-6] = 0
        out.append({str(i): lam[i] for i in np.flatnonzero(lam)})
    return lam @ vertices, out

# %% honest
def away_steps(gradient, vertices, smoothness, its):
    active, record, x = {0: 1.0}, [], np.array(vertices[0])
    for k in range(its):
        g = np.asarray(gradient(x))
        inner = [float(v @ g) for v in vertices]
        s = min(range(len(inner)), key=inner.__getitem__)
        a = sorted(active, key=lambda i: inner[i])[-1]
        gap, away_gap = g @ x - inner[s], inner[a] - g @ x
        if gap >= away_gap:
            direction = vertices[s] - x
            t = min(1.0, gap / (smoothness * direction @ direction)) if gap > 0 else 0.0
            for i in active:
                active[i] *= 1 - t
            active[s] = active.get(s, 0) + t
        else:
            direction = x - vertices[a]
            t = min(active[a] / (1 - active[a]), away_gap / (smoothness * direction @ direction))
            for i in active:
                active[i] *= 1 + t
            active[a] -= t
        for i in list(active):
            if active[i] <= 1e-6:
                del active[i]
        x = sum(w * vertices[i] for i, w in active.items())
        record.append(dict(active))
    return x, record

# %% wrong: never away
def away_steps(gradient, vertices, smoothness, its):
    weights, history = {0: 1.0}, []
    x = vertices[0]
    for _ in range(its):
        g = np.asarray(gradient(x))
        s = int((vertices @ g).argmin())
        d = vertices[s] - x
        step = min(1.0, -(g @ d) / (smoothness * d @ d)) if d @ d > 0 else 0.0
        x = x + step * d
        weights = {v: w * (1 - step) for v, w in weights.items()}
        weights[s] = weights.get(s, 0.0) + step
        weights = {v: w for v, w in weights.items() if w > 1e-6}
        history.append(weights)
    return x, history

# %% wrong: the same dictionary is appended
def away_steps(gradient, vertices, smoothness, its):
    active, record, x = {0: 1.0}, [], np.array(vertices[0])
    for k in range(its):
        g = np.asarray(gradient(x))
        inner = [float(v @ g) for v in vertices]
        s = min(range(len(inner)), key=inner.__getitem__)
        a = sorted(active, key=lambda i: inner[i])[-1]
        gap, away_gap = g @ x - inner[s], inner[a] - g @ x
        if gap >= away_gap:
            direction = vertices[s] - x
            t = min(1.0, gap / (smoothness * direction @ direction)) if gap > 0 else 0.0
            for i in active:
                active[i] *= 1 - t
            active[s] = active.get(s, 0) + t
        else:
            direction = x - vertices[a]
            t = min(active[a] / (1 - active[a]), away_gap / (smoothness * direction @ direction))
            for i in active:
                active[i] *= 1 + t
            active[a] -= t
        for i in list(active):
            if active[i] <= 1e-6:
                del active[i]
        x = sum(w * vertices[i] for i, w in active.items())
        record.append(active)
    return x, record

# %% wrong: vertices without weight stay
def away_steps(gradient, vertices, smoothness, its):
    n = len(vertices)
    lam = np.zeros(n)
    lam[0] = 1
    out = []
    for t in range(its):
        x = lam @ vertices
        g = np.array(gradient(x))
        toward = np.eye(n)[np.argmin(vertices @ g)] - lam
        worst = np.argmax(np.where(lam > 0, vertices @ g, -np.inf))
        away = lam - np.eye(n)[worst]
        if -g @ (toward @ vertices) >= -g @ (away @ vertices):
            d, largest = toward, 1.0
        else:
            d, largest = away, lam[worst] / (1 - lam[worst])
        p = d @ vertices
        gamma = 0.0 if not p.any() else np.clip(-g @ p / (smoothness * (p @ p)), 0, largest)
        lam = lam + gamma * d
        lam[lam <= 1e-6] = 0
        out.append({i: lam[i] for i in range(n)})
    return lam @ vertices, out
