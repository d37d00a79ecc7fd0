"""
# 59. MIT 6.036: num_grad(f, delta=0.001) -> a function
# Note: the driver calls the function that is returned.
[[question]]
name = "num_grad"
title = "A function that computes gradients by differences"
signature = "num_grad(f, delta=0.001)"
driver = "differences.py:slopes_at"
returns = [{ first = "array" }, { second = "array" }]
points = 4
  [[question.case]]
  points = [[[1.0], [2.0]], [[-0.4], [0.3]]]
  [[question.case]]
  points = [[[0.594], [0.178], [0.635]], [[1.22], [-1.03], [0.243]]]
  delta = 0.0986
  [[question.case]]
  points = [[[0.5], [0.2], [1.0]], [[1.0], [-1.0], [0.3]]]
  delta = 0.1
  hidden = true
"""
# %% differences.py
def cubes_and_product(x):
    return float(np.sum(x**3) + np.prod(x))

def slopes_at(num_grad, points, delta=None):
    """The gradient of a function of columns at two points."""
    df = num_grad(cubes_and_product) if delta is None else num_grad(cubes_and_product, delta)
    return [df(x) for x in points]

# %% solution
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        for i in range(len(x)):
            step = np.zeros(x.shape)
            step[i, 0] = delta
            g[i, 0] = (f(x + step) - f(x - step)) / (2 * delta)
        return g

    return df

# %% honest
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        for i in range(x.shape[0]):
            xi = x[i, 0]
            x[i, 0] = xi - delta
            xm = f(x)
            x[i, 0] = xi + delta
            xp = f(x)
            x[i, 0] = xi
            g[i, 0] = (xp - xm) / (2 * delta)
        return g
    return df

# %% honest
class NumericalGradient:
    def __init__(self, f, delta):
        self.f, self.delta = f, delta
    def __call__(self, x):
        steps = self.delta * np.eye(len(x))[:, :, None]
        return [(self.f(x + step) - self.f(x - step)) / self.delta / 2 for step in steps]
def num_grad(f, delta=0.001):
    return NumericalGradient(f, delta)

# %% wrong: one-sided
def num_grad(f, delta=0.001):
    def df(x):
        return np.array([[(f(x + delta * e) - f(x)) / delta] for e in np.eye(len(x))[:, :, None]])
    return df

# %% wrong: not halved
def num_grad(f, delta=0.001):
    def df(x):
        return np.array([[(f(x + delta * e) - f(x - delta * e)) / delta] for e in np.eye(len(x))[:, :, None]])
    return df

# %% wrong: all coordinates at once
def num_grad(f, delta=0.001):
    def df(x):
        return np.full(x.shape, (f(x + delta) - f(x - delta)) / (2 * delta))
    return df
