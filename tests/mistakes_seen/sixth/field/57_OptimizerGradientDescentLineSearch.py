import numpy as np
from optimizers import OptimizerWithTolerance


# %% single length_not_squared: the sufficient decrease is 0.4 alpha times the length of the gradient in place of its square
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        alpha = 1.0
        enough = 0.4 * np.linalg.norm(self.g)
        w = self.w - alpha * self.g
        f, g = self.fun_obj.evaluate(w)
        while f > self.f - alpha * enough and alpha > 1e-12:
            alpha = alpha / 2
            w = self.w - alpha * self.g
            f, g = self.fun_obj.evaluate(w)
        self.w, self.f, self.g = w, f, g
        return w, f, g, np.linalg.norm(g) < self.optimal_tolerance


# %% whole alpha_is_kept: alpha is an attribute that a step does not set back to 1, so every search begins with the alpha of the step before
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def __init__(self, fun_obj, w, optimal_tolerance=1e-2):
        super().__init__(fun_obj, w, optimal_tolerance)
        self.alpha = 1.0
        self.gamma = 0.4

    def try_step(self):
        candidate = self.w - self.alpha * self.g
        return candidate, *self.fun_obj.evaluate(candidate)

    def step(self):
        slope = np.sum(self.g**2)
        while True:
            w_new, f_new, g_new = self.try_step()
            if f_new <= self.f - self.gamma * self.alpha * slope:
                break
            self.alpha *= 0.5
            if self.alpha < 1e-14:
                break
        self.w, self.f, self.g = w_new, f_new, g_new
        done = bool(np.sqrt(np.sum(g_new**2)) < self.optimal_tolerance)
        return self.w, self.f, self.g, done
