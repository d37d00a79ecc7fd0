import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_inside_the_absolute_value: eps is added to the partial derivative before its absolute value is taken, |g_j + eps| in place of |g_j| + eps, so negative slopes are divided by too little
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.abs(d + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole largest_component: all components are divided by the largest of them (plus eps) in place of each by its own size
class Normalizer:
    """scales a gradient, so that no entry is longer than 1"""

    def __init__(self, eps):
        self.eps = eps

    def __call__(self, slope):
        size = np.max(np.abs(slope))
        return slope / (size + self.eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    normalize = Normalizer(eps)
    dg = jax.jit(jax.grad(g))
    path = [np.asarray(w, dtype=float)]
    while len(path) <= max_its:
        here = path[-1]
        path.append(here - alpha * normalize(np.asarray(dg(here))))
    return path, [float(g(p)) for p in path]
