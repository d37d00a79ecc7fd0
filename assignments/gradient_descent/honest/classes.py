# Style: an optimizer as a class; records by itself; the asked functions stand in front of it; float32; alpha/k
import jax
import numpy as np


class Cost:
    factor = 1.0 / 50.0

    def __call__(self, w):
        return self.factor * (w**4 + w**2 + 10.0 * w)

    def slope(self, w):
        return self.factor * (4.0 * w**3 + 2.0 * w + 10.0)


class Descent:
    def __init__(self, g, gradient, alpha, diminishing=False):
        self.g, self.gradient, self.alpha, self.diminishing = g, gradient, alpha, diminishing
        self.k, self.points, self.costs = 0, [], []

    def record(self, w):
        self.points.append(np.array(w, copy=True))
        self.costs.append(float(self.g(w)))

    def step(self, w):
        self.k += 1
        alpha = self.alpha / self.k if self.diminishing else self.alpha
        return w - alpha * self.gradient(w)

    def run(self, max_its, w):
        self.record(w)
        for _ in range(max_its):
            w = self.step(w)
            self.record(w)
        return self


def cost_func(w):
    return Cost()(w)


def gradient_func(w):
    return Cost().slope(w)


def gradient_descent(g, gradient, alpha, max_its, w):
    return Descent(g, gradient, alpha).run(max_its, w).costs


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    found = Descent(g, jax.grad(g), alpha, diminishing_alpha).run(max_its, w)
    return found.points, found.costs


if __name__ == "__main__":
    print(gradient_descent(cost_func, gradient_func, 1.0, 5, 2.0))
