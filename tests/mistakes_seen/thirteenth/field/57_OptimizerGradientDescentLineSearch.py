import numpy as np
from optimizers import OptimizerWithTolerance


# %% single length_in_the_condition: the condition uses the length of the gradient instead of its square
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        g_norm = np.linalg.norm(self.g)
        alpha = 1.0
        w_new = self.w - alpha * self.g
        f_new, g_new = self.fun_obj.evaluate(w_new)
        while f_new > self.f - 0.4 * alpha * g_norm and alpha > 1e-12:
            alpha = alpha / 2
            w_new = self.w - alpha * self.g
            f_new, g_new = self.fun_obj.evaluate(w_new)
        self.w, self.f, self.g = w_new, f_new, g_new
        return self.w, self.f, self.g, np.linalg.norm(self.g) < self.optimal_tolerance


# %% whole any_decrease_is_enough: a step is accepted as soon as the cost falls at all, and the end is judged by the gradient before the step
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def _trial(self, alpha):
        w = self.w - alpha * self.g
        f, g = self.fun_obj.evaluate(w)
        return w, f, g

    def _line_search(self):
        """halve until it goes downhill"""
        alpha = 1.0
        for _ in range(50):
            w, f, g = self._trial(alpha)
            if f < self.f:
                break
            alpha *= 0.5
        return w, f, g

    def step(self):
        # are we there?
        small = np.linalg.norm(self.g) < self.optimal_tolerance
        self.w, self.f, self.g = self._line_search()
        return self.w, self.f, self.g, small
