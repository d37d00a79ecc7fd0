# %% single length_of_the_gradient_not_squared_in_the_test: The sufficient decrease is 0.4 alpha times the norm of the gradient, and not times its square.
import numpy as np
from optimizers import OptimizerWithTolerance


class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        alpha = 1.0
        slope = np.linalg.norm(self.g)
        w = self.w - alpha * self.g
        f, g = self.fun_obj.evaluate(w)
        while f > self.f - 0.4 * alpha * slope and alpha > 1e-12:
            alpha = alpha / 2
            w = self.w - alpha * self.g
            f, g = self.fun_obj.evaluate(w)
        self.w, self.f, self.g = w, f, g
        return w, f, g, np.linalg.norm(g) < self.optimal_tolerance

# %% whole steplength_never_goes_back_to_one: The steplength is kept from step to step, so a later search begins with the halved one of the step before instead of with 1.
import numpy as np
from optimizers import OptimizerWithTolerance


class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def __init__(self, fun_obj, w, optimal_tolerance=1e-2):
        super().__init__(fun_obj, w, optimal_tolerance)
        self.alpha = 1.0

    def _candidate(self):
        point = self.w - self.alpha * self.g
        value, slope = self.fun_obj.evaluate(point)
        return point, value, slope

    def _good_enough(self, value):
        return value <= self.f - 0.4 * self.alpha * np.dot(self.g, self.g)

    def step(self):
        point, value, slope = self._candidate()
        for _ in range(60):
            if self._good_enough(value):
                break
            self.alpha *= 0.5
            point, value, slope = self._candidate()
        self.w, self.f, self.g = point, value, slope
        finished = bool(np.sqrt(np.sum(slope**2)) < self.optimal_tolerance)
        return point, value, slope, finished
