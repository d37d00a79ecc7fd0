import numpy as np
from optimizers import OptimizerWithTolerance

# %% single halves_once: alpha is halved at most once (an if) in place of as long as the decrease is not sufficient (a while)
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        alpha = 1.0
        gg = self.g.dot(self.g)
        w_new = self.w - alpha * self.g
        f_new, g_new = self.fun_obj.evaluate(w_new)
        if f_new > self.f - 0.4 * alpha * gg:
            alpha = alpha / 2
            w_new = self.w - alpha * self.g
            f_new, g_new = self.fun_obj.evaluate(w_new)
        self.w, self.f, self.g = w_new, f_new, g_new
        return self.w, self.f, self.g, np.linalg.norm(self.g) < self.optimal_tolerance

# %% single norm_not_squared: the sufficient decrease is 0.4 alpha |g| in place of 0.4 alpha |g|^2 (the norm of the gradient is not squared)
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        w, f, g = self.w, self.f, self.g
        norm_g = np.linalg.norm(g)
        alpha = 1.0
        for _ in range(60):
            w_try = w - alpha * g
            f_try, g_try = self.fun_obj.evaluate(w_try)
            if f_try <= f - 0.4 * alpha * norm_g:
                break
            alpha *= 0.5
        self.w, self.f, self.g = w_try, f_try, g_try
        return w_try, f_try, g_try, np.linalg.norm(g_try) < self.optimal_tolerance

# %% whole break_reversed: the fourth result is true while the norm of the new gradient is greater than the tolerance in place of when it is smaller (the comparison is reversed), so the run ends after the first step
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def sufficient(self, f_next, alpha):
        return f_next <= self.f - 0.4 * alpha * np.sum(self.g**2)

    def backtrack(self):
        alpha, tries = 1.0, 0
        while tries < 50:
            candidate = self.w - alpha * self.g
            value, slope = self.fun_obj.evaluate(candidate)
            if self.sufficient(value, alpha):
                return candidate, value, slope
            alpha = 0.5 * alpha
            tries += 1
        return candidate, value, slope

    def step(self):
        self.w, self.f, self.g = self.backtrack()
        gradient_norm = np.sqrt(np.sum(self.g**2))
        keep_going = gradient_norm > self.optimal_tolerance
        return self.w, self.f, self.g, keep_going

# %% whole armijo_sign: the test is f(w - alpha g) <= f(w) + 0.4 alpha |g|^2, plus in place of minus, so steps that increase f are accepted too
class OptimizerGradientDescentLineSearch(OptimizerWithTolerance):
    def step(self):
        c = 0.4
        direction = [gi for gi in self.g]
        slope = 0
        for gi in direction:
            slope += gi * gi
        alpha = 2.0
        f_next = np.inf
        while not f_next <= self.f + c * alpha * slope:
            alpha = alpha / 2
            w_next = np.array([wi - alpha * di for wi, di in zip(self.w, direction)])
            f_next, g_next = self.fun_obj.evaluate(w_next)
        self.w = w_next
        self.f = f_next
        self.g = g_next
        done = bool(np.linalg.norm(g_next) < self.optimal_tolerance)
        return w_next, f_next, g_next, done
