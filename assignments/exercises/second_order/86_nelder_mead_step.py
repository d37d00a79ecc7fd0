"""
# 86. Derivative-free optimization courses: nelder_mead_step(f, simplex) -> simplex, operation
[[question]]
name = "nelder_mead_step"
title = "One step of Nelder and Mead"
signature = "nelder_mead_step(f, simplex)"
returns = [{ simplex = "array" }, { operation = { kind = "label", options = ["reflect", "expand", "contract", "shrink"] } }]
points = 6
fixed = ["f"]
  [[question.case]]
  f = { function = "valley" }
  simplex = [[0.0, 0.0], [1.2, 0.0], [0.0, 0.8]]
  [[question.case]]
  f = { function = "valley" }
  simplex = [[-1.0, 1.0], [-1.2, 1.0], [-1.0, 1.2]]
  hidden = true
  [[question.case]]
  f = { function = "valley" }
  simplex = [[0.9, 0.8], [1.1, 1.0], [3.0, 3.0]]
  hidden = true
  [[question.case]]
  f = { function = "valley" }
  simplex = [[-1.7, 0.9], [-1.3, -0.4], [-1.6, -0.4]]
  hidden = true
"""
# %% functions.py
def valley(x):
    return (1 - x[0]) ** 2 + 10 * (x[1] - x[0] ** 2) ** 2

# %% solution
def nelder_mead_step(f, simplex):
    """Return (simplex, operation): the new simplex, best first, and "reflect", "expand", "contract" or "shrink"."""
    ### BEGIN SOLUTION
    order = np.argsort([f(x) for x in simplex])
    s = simplex[order]
    best, second, worst = f(s[0]), f(s[-2]), f(s[-1])
    center = s[:-1].mean(axis=0)
    reflected = center + (center - s[-1])
    fr = f(reflected)
    if fr < best:
        expanded = center + 2 * (center - s[-1])
        new, name = (expanded, "expand") if f(expanded) < fr else (reflected, "reflect")
    elif fr < second:
        new, name = reflected, "reflect"
    else:
        towards = reflected if fr < worst else s[-1]
        contracted = center + 0.5 * (towards - center)
        if f(contracted) < min(fr, worst):
            new, name = contracted, "contract"
        else:
            s = s[0] + 0.5 * (s - s[0])
            return s[np.argsort([f(x) for x in s])], "shrink"
    s = np.vstack([s[:-1], new])
    return s[np.argsort([f(x) for x in s])], name
    ### END SOLUTION

# %% honest
def nelder_mead_step(f, simplex):
    points = sorted(simplex.tolist(), key=lambda p: f(np.array(p)))
    points = [np.array(p) for p in points]
    values = [float(f(p)) for p in points]
    c = sum(points[:-1]) / (len(points) - 1)
    w = points[-1]
    r = 2 * c - w
    done = None
    if f(r) < values[0]:
        e = 3 * c - 2 * w
        done = (e, "Expand") if f(e) < f(r) else (r, "Reflect")
    elif f(r) < values[-2]:
        done = (r, "reflect")
    else:
        k = 1.5 * c - 0.5 * w if f(r) < values[-1] else (c + w) / 2
        if f(k) < min(f(r), values[-1]):
            done = (k, "contract")
    if done is None:
        points = [(p + points[0]) / 2 for p in points]
        return sorted(points, key=f), "shrink "
    return sorted([*points[:-1], done[0]], key=f), done[1]

# %% honest
def nelder_mead_step(f, simplex):
    values = np.apply_along_axis(f, 1, simplex)
    s = simplex[values.argsort()]
    v = np.sort(values)
    c = np.average(s[:-1], axis=0)
    at = lambda t: c + t * (s[-1] - c)
    kind = "reflect"
    x = at(-1.0)
    if f(x) < v[0]:
        if f(at(-2.0)) < f(x):
            x, kind = at(-2.0), "expand"
    elif f(x) >= v[-2]:
        t = -0.5 if f(x) < v[-1] else 0.5
        kind = "contract" if f(at(t)) < min(f(x), v[-1]) else "shrink"
        x = at(t)
    if kind == "shrink":
        s = 0.5 * s + 0.5 * s[0]
    else:
        s[-1] = x
    return s[np.argsort(np.apply_along_axis(f, 1, s))], kind

# %% wrong: the center of all points
def nelder_mead_step(f, simplex):
    s = simplex[np.argsort([f(x) for x in simplex])]
    v = [f(x) for x in s]
    c = s.mean(axis=0)
    r = 2 * c - s[-1]
    if f(r) < v[0]:
        e = c + 2 * (c - s[-1])
        new, name = (e, "expand") if f(e) < f(r) else (r, "reflect")
    elif f(r) < v[-2]:
        new, name = r, "reflect"
    else:
        k = c + 0.5 * ((r if f(r) < v[-1] else s[-1]) - c)
        if f(k) < min(f(r), v[-1]):
            new, name = k, "contract"
        else:
            s = s[0] + 0.5 * (s - s[0])
            return s[np.argsort([f(x) for x in s])], "shrink"
    s = np.vstack([s[:-1], new])
    return s[np.argsort([f(x) for x in s])], name

# %% wrong: never expands
def nelder_mead_step(f, simplex):
    s = simplex[np.argsort([f(x) for x in simplex])]
    v = [f(x) for x in s]
    c = s[:-1].mean(axis=0)
    r = 2 * c - s[-1]
    if f(r) < v[-2]:
        new, name = r, "reflect"
    else:
        k = c + 0.5 * ((r if f(r) < v[-1] else s[-1]) - c)
        if f(k) < min(f(r), v[-1]):
            new, name = k, "contract"
        else:
            s = s[0] + 0.5 * (s - s[0])
            return s[np.argsort([f(x) for x in s])], "shrink"
    s = np.vstack([s[:-1], new])
    return s[np.argsort([f(x) for x in s])], name

# %% wrong: the names of the operations are capital words of its own
def nelder_mead_step(f, simplex):
    s = simplex[np.argsort([f(x) for x in simplex])]
    v = [f(x) for x in s]
    c = s[:-1].mean(axis=0)
    r = 2 * c - s[-1]
    if f(r) < v[0]:
        e = c + 2 * (c - s[-1])
        new, name = (e, "EXPANSION") if f(e) < f(r) else (r, "REFLECTION")
    elif f(r) < v[-2]:
        new, name = r, "REFLECTION"
    else:
        k = c + 0.5 * ((r if f(r) < v[-1] else s[-1]) - c)
        if f(k) < min(f(r), v[-1]):
            new, name = k, "CONTRACTION"
        else:
            s = s[0] + 0.5 * (s - s[0])
            return s[np.argsort([f(x) for x in s])], "SHRINK"
    s = np.vstack([s[:-1], new])
    return s[np.argsort([f(x) for x in s])], name
