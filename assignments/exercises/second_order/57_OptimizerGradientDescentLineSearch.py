"""
# 57. UBC CPSC 340, optimizers.py: class OptimizerGradientDescentLineSearch, step() -> w, f, g, break
# Note: the course leaves the base class open; here `step` is the whole exercise.
[[question]]
name = "OptimizerGradientDescentLineSearch"
title = "Gradient descent with a line search, as a class"
signature = "class OptimizerGradientDescentLineSearch(fun_obj, w, optimal_tolerance=1e-2)"
driver = "optimizers.py:line_search_steps"
returns = [{ w = "array" }, { f = "number" }, { g = { kind = "array", tolerance = 1e-4 } }, { breaks = "truth" }]
points = 6
  [[question.case]]
  w = [1.3, 2.0]
  scales = [1.0, 3.0]
  num_steps = 2
  [[question.case]]
  w = [0.341, -0.077, 0.108]
  scales = [0.517, 2.63, 4.24]
  num_steps = 60
  [[question.case]]
  w = [0.3, 0.1, 0.2]
  scales = [1.0, 2.0, 3.0]
  num_steps = 60
  hidden = true
"""
# %% optimizers.py
class QuarticBowl:
    """sum scales (w - 1)^2 / 2 + (w_0 - 1)^4 / 4, and its gradient."""

    def __init__(self, scales):
        self.scales = scales

    def evaluate(self, w):
        d = w - 1
        g = self.scales * d
        g[0] += d[0] ** 3
        return np.sum(self.scales * d**2) / 2 + d[0] ** 4 / 4, g

class OptimizerWithTolerance:
    def __init__(self, fun_obj, w, optimal_tolerance=1e-2):
        self.fun_obj, self.w, self.optimal_tolerance = fun_obj, w, optimal_tolerance
        self.f, self.g = fun_obj.evaluate(w)

def line_search_steps(OptimizerGradientDescentLineSearch, w, scales, num_steps):
    """What the last step returns; no step follows one that says that it has come to an end."""
    optimizer = OptimizerGradientDescentLineSearch(QuarticBowl(scales), w)
    for _ in range(num_steps):
        w, f, g, breaks = optimizer.step()
        if breaks:
            break
    return w, f, g, breaks

# %% solution
from optimizers import OptimizerWithTolerance

class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        """From alpha = 1, halve until f(w - alpha g) <= f(w) - 0.4 alpha |g|^2; break where |g| is small."""
        ### BEGIN SOLUTION
        for alpha in 2.0 ** -np.arange(50):
            w = self.w - alpha * self.g
            f, g = self.fun_obj.evaluate(w)
            if f <= self.f - 0.4 * alpha * (self.g @ self.g):
                break
        self.w, self.f, self.g = w, f, g
        return w, f, g, np.linalg.norm(g) < self.optimal_tolerance
        ### END SOLUTION

# %% honest
from optimizers import OptimizerWithTolerance
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        w_old, f_old, g_old = self.w, self.f, self.g
        alpha = 1
        while True:
            w_new = w_old - alpha * g_old
            f_new, g_new = self.fun_obj.evaluate(w_new)
            if f_new <= f_old - alpha * 0.4 * g_old.T.dot(g_old):
                break
            alpha *= 0.5
        self.w, self.f, self.g = w_new, f_new, g_new
        return w_new, f_new, g_new, bool(np.sqrt(g_new @ g_new) < self.optimal_tolerance)

# %% honest
import optimizers
class OptimizerGradientDescentLineSearch(optimizers.OptimizerWithTolerance):
    def __init__(self, fun_obj, w, optimal_tolerance=1e-2):
        super().__init__(fun_obj, w, optimal_tolerance)
        self.steps = 0
    def armijo(self, alpha):
        f, _ = self.fun_obj.evaluate(self.w - alpha * self.g)
        return f <= self.f - 0.4 * alpha * sum(v * v for v in self.g)
    def step(self):
        alpha = next(2.0**-k for k in range(60) if self.armijo(2.0**-k))
        self.w = self.w - alpha * self.g
        self.f, self.g = self.fun_obj.evaluate(self.w)
        self.steps += 1
        return [self.w, self.f, self.g, int(sum(v * v for v in self.g) ** 0.5 < self.optimal_tolerance)]

# %% wrong: any decrease
from optimizers import OptimizerWithTolerance
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        alpha = 1.0
        while self.fun_obj.evaluate(self.w - alpha * self.g)[0] > self.f:
            alpha /= 2
        self.w = self.w - alpha * self.g
        self.f, self.g = self.fun_obj.evaluate(self.w)
        return self.w, self.f, self.g, np.linalg.norm(self.g) < self.optimal_tolerance

# %% wrong: never breaks
from optimizers import OptimizerWithTolerance
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        alpha, gg = 1.0, self.g @ self.g
        while self.fun_obj.evaluate(self.w - alpha * self.g)[0] > self.f - 0.4 * alpha * gg:
            alpha /= 2
        self.w = self.w - alpha * self.g
        self.f, self.g = self.fun_obj.evaluate(self.w)
        return self.w, self.f, self.g, False

# %% wrong: the old f and g
from optimizers import OptimizerWithTolerance
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        f, g, alpha = self.f, self.g, 1.0
        while self.fun_obj.evaluate(self.w - alpha * g)[0] > f - 0.4 * alpha * (g @ g):
            alpha /= 2
        self.w = self.w - alpha * g
        self.f, self.g = self.fun_obj.evaluate(self.w)
        return self.w, f, g, np.linalg.norm(g) < self.optimal_tolerance
