# Style: object-oriented; an optimizer is a class with a step method, and the asked functions stand in front of it.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %%
class Optimizer:
    """Base class: keeps the point and both histories."""

    def __init__(self, g, alpha):
        self.g = g
        self.grad = jax.grad(g)
        self.alpha = alpha
        self.k = 0

    def start(self, w):
        self.w = np.asarray(w, dtype=float)
        self.weights = [self.w]
        self.costs = [self.g(self.w)]
        return self

    def direction(self, d):
        raise NotImplementedError

    def step(self):
        self.k += 1
        self.w = self.w + self.direction(np.asarray(self.grad(self.w)))
        self.weights.append(self.w)
        self.costs.append(self.g(self.w))

    def run(self, max_its):
        while self.k < max_its:
            self.step()
        return self.history

    @property
    def history(self):
        return self.weights, self.costs


class GradientDescent(Optimizer):
    def direction(self, d):
        return -self.steplength() * d

    def steplength(self):
        return 1 / self.k if self.alpha == "diminishing" else self.alpha


class Momentum(Optimizer):
    h = 0.0

    def __init__(self, g, alpha, beta):
        super().__init__(g, alpha)
        self.beta = beta

    def direction(self, d):
        self.h = self.beta * self.h - (1 - self.beta) * d
        return self.alpha * self.h


class Normalized(GradientDescent):
    def __init__(self, g, alpha, eps):
        super().__init__(g, alpha)
        self.eps = eps

    def direction(self, d):
        return super().direction(d / (np.abs(d) + self.eps))


class Adam(Optimizer):
    def __init__(self, g, alpha, beta1, beta2, eps):
        super().__init__(g, alpha)
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.m = self.v = 0.0

    def direction(self, d):
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        self.v = self.beta2 * self.v + (1 - self.beta2) * d**2
        m_hat = self.m / (1 - self.beta1**self.k)
        v_hat = self.v / (1 - self.beta2**self.k)
        return -self.alpha * m_hat / (np.sqrt(v_hat) + self.eps)


class Quadratic:
    def __init__(self, a, b, C):
        self.a, self.b, self.C = a, b, C

    def __call__(self, w):
        return self.a + self.b @ w + w @ self.C @ w

    def best_along(self, n, w):
        others = np.delete(np.arange(len(w)), n)
        return -(self.b[n] / 2 + self.C[n, others] @ w[others]) / self.C[n, n]


# %%
def gradient_descent(g, alpha, max_its, w):
    return GradientDescent(g, alpha).start(w).run(max_its)


def momentum(g, alpha, beta, max_its, w):
    return Momentum(g, alpha, beta).start(w).run(max_its)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return Normalized(g, alpha, eps).start(w).run(max_its)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    return Adam(g, alpha, beta1, beta2, eps).start(w).run(max_its)


def coordinate_descent(a, b, C, max_its, w):
    g = Quadratic(a, b, C)
    weights, costs = [w.copy()], [g(w)]
    for n in list(range(len(w))) * max_its:
        w[n] = g.best_along(n, w)
        weights.append(w.copy())
        costs.append(g(w))
    return weights, costs


class MultiStart:
    def __call__(self, g, alpha, max_its, starts):
        runs = [GradientDescent(g, alpha).start(s) for s in starts]
        for run in runs:
            run.run(max_its)
        best = min(runs, key=lambda run: run.costs[-1])
        return best.w, best.costs[-1]


multi_start = MultiStart()


# %%
class Slope:
    """g' of a cost on a grid, and where it is zero."""

    def __init__(self, g, low, high):
        self.x = np.linspace(low, high, 3500)
        self.d1 = jax.jit(jax.vmap(jax.grad(g)))
        self.d2 = jax.jit(jax.vmap(jax.grad(jax.grad(g))))

    @staticmethod
    def bisect(f, a, b):
        rises = f(b) > 0
        for _ in range(50):
            c = (a + b) / 2
            in_left = (f(c) > 0) == rises
            a, b = np.where(in_left, a, c), np.where(in_left, c, b)
        return (a + b) / 2

    def zeros(self, f):
        positive = np.asarray(f(self.x)) > 0
        i = np.flatnonzero(positive[1:] != positive[:-1])
        return self.bisect(f, self.x[i], self.x[i + 1])

    def stationary(self):
        touching = self.zeros(self.d2)
        touching = touching[np.abs(self.d1(touching)) < 1e-9]
        return self.merged(np.sort(np.r_[self.zeros(self.d1), touching]))

    @staticmethod
    def merged(points):
        return [p for i, p in enumerate(points) if i == 0 or p - points[i - 1] > 0.01]


def stationary_points(g, low, high):
    return Slope(g, low, high).stationary()


class Kind(str):
    """A word that may be compared with other words."""


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = (float(jax.grad(g)(v + side)) for side in (-0.01, 0.01))
        return Kind("minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle")
    e = np.linalg.eigvalsh(jax.hessian(g)(v))
    return Kind("minimum" if min(e) > 0 else "maximum" if max(e) < 0 else "saddle")


class Cubic:
    p, q = 0.5, 2.5  # w^3 + p w + q

    @classmethod
    def cardano(cls):
        root = np.sqrt(cls.q**2 / 4 + cls.p**3 / 27)
        return np.cbrt(-cls.q / 2 + root) + np.cbrt(-cls.q / 2 - root)


def quartic_minimizer():
    return Cubic.cardano()


class Ripple:
    def __call__(self, w):
        return self.height(w) * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))

    def height(self, w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)


gradient = jax.grad(Ripple())


# %%
class Answers(dict):
    pass


answers = Answers(
    cd_without_derivatives=True,
    cd_one_direction=True,
    diminishing_unnecessary=False,
    stationary_means_minimum=False,
    descent_every_step=False,
    perpendicular_to_contour=True,
    small_step_cures_zigzag=False,
    jax_differentiates_numpy=False,
)
