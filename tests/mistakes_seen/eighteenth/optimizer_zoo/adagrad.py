import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_beside_root: eps is added to the root and not inside it (as in PyTorch).
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    v = initial
    for _ in range(max_its):
        slope = gradient(w)
        v = v + slope**2
        w = w - alpha * slope / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single initial_every_step: initial is added to v in every step again and not only once at the start.
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    v = 0.0
    for _ in range(max_its):
        slope = gradient(w)
        v = v + slope**2 + initial
        w = w - alpha * slope / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single one_v_for_all: v sums the squared length of the whole gradient, one number for all components, in place of each component's own square (shows for N > 1).
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    v = initial
    for _ in range(max_its):
        slope = gradient(w)
        v = v + jnp.sum(slope * slope)
        w = w - alpha * slope / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole moves_with_old_v: w moves before v is updated, so the step divides by the root of the old v, without the newest square.
def adagrad(g, alpha, initial, eps, max_its, w):
    df = jax.value_and_grad(g)
    acc = initial * np.ones_like(w)
    w_hist = [w]
    c_hist = []
    for k in range(max_its):
        c, d = df(w)
        c_hist.append(c)
        lr = alpha / np.sqrt(acc + eps)
        w = w - lr * d
        acc = acc + np.square(d)
        w_hist.append(w)
    c_hist.append(g(w))
    return w_hist, c_hist


# %% whole accumulator_from_zero: The sum of squares starts at 0: the argument initial is never used.
class Adagrad:
    def __init__(self, alpha, eps):
        self.alpha = alpha
        self.eps = eps
        self.v = None

    def step(self, w, slope):
        if self.v is None:
            self.v = jnp.zeros_like(slope)
        self.v = self.v + slope**2
        return w - self.alpha * slope / jnp.sqrt(self.v + self.eps)


def adagrad(g, alpha, initial, eps, max_its, w):
    opt = Adagrad(alpha, eps)
    slope_of = jax.grad(g)
    weights = [w]
    for _ in range(max_its):
        weights.append(opt.step(weights[-1], slope_of(weights[-1])))
    costs = [float(g(p)) for p in weights]
    return weights, costs
