"""
# 94. Online learning courses: mirror_descent(gradient, x0, eta, max_its) -> average, xs
[[question]]
name = "mirror_descent"
title = "Mirror descent on the simplex"
signature = "mirror_descent(gradient, x0, eta, max_its)"
returns = [{ average = "array" }, { xs = "history" }]
points = 5
  [[question.case]]
  gradient = { function = "entropy_gradient", c = [1.0, 0.0, 2.0] }
  x0 = [0.3, 0.3, 0.4]
  eta = 0.3
  max_its = 5
  [[question.case]]
  gradient = { function = "linear_gradient", c = [-1.0, 0.5] }
  x0 = [0.5, 0.5]
  eta = 0.7
  max_its = 3
  hidden = true
"""
# %% functions.py
def linear_gradient(x, c):
    return np.asarray(c) * 1.0


def entropy_gradient(x, c):
    return np.asarray(c) + np.log(x) + 1

# %% solution
def mirror_descent(gradient, x0, eta, max_its):
    """Return (the average of all K + 1 points, the points)."""
    ### BEGIN SOLUTION
    xs = [x0]
    for _ in range(max_its):
        x = xs[-1] * np.exp(-eta * gradient(xs[-1]))
        xs.append(x / x.sum())
    return np.mean(xs, axis=0), xs
    ### END SOLUTION

# %% honest
def mirror_descent(gradient, x0, eta, max_its):
    xs, z = [x0], np.log(x0)
    for _ in range(max_its):
        z = np.log(xs[-1]) - eta * gradient(xs[-1])
        w = np.exp(z - z.max())
        xs.append(w / w.sum())
    return sum(xs) / len(xs), xs

# %% honest
def mirror_descent(gradient, x0, eta, max_its):
    path = np.zeros((max_its + 1, x0.size))
    path[0] = x0
    for k in range(max_its):
        path[k + 1] = path[k] * np.exp(-eta * np.asarray(gradient(path[k])))
        path[k + 1] /= np.sum(path[k + 1])
    return np.average(path, axis=0), list(path)

# %% wrong: a projected step
def mirror_descent(gradient, x0, eta, max_its):
    xs = [x0]
    for _ in range(max_its):
        x = np.maximum(xs[-1] - eta * gradient(xs[-1]), 0)
        xs.append(x / x.sum())
    return np.mean(xs, axis=0), xs

# %% wrong: the average without the start
def mirror_descent(gradient, x0, eta, max_its):
    xs = [x0]
    for _ in range(max_its):
        x = xs[-1] * np.exp(-eta * gradient(xs[-1]))
        xs.append(x / x.sum())
    return np.mean(xs[1:], axis=0), xs

# %% wrong: climbs
def mirror_descent(gradient, x0, eta, max_its):
    xs = [x0]
    for _ in range(max_its):
        x = xs[-1] * np.exp(eta * gradient(xs[-1]))
        xs.append(x / x.sum())
    return np.mean(xs, axis=0), xs
