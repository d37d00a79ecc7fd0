import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single eps_in_root: eps is added inside the square root, sqrt(g^2 + eps), and not outside.
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad = gradient(w)
        w = w - alpha * grad / jnp.sqrt(grad**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_one_late: The cost that is appended in a step is that of the old point (it comes from value_and_grad before the step), so the costs lag one step behind the weights.
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    value_grad = jax.value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        cost, grad = value_grad(w)
        w = w - alpha * grad / (jnp.sqrt(grad**2) + eps)
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% single sign_only: The step is alpha times the sign of the gradient; eps is not used at all.
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    dg = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * jnp.sign(dg(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole full_norm: The whole gradient is divided by its Euclidean length and not each component by its own size (right for N = 1 only).
def unit_direction(grad, eps):
    length = jnp.sqrt(jnp.sum(grad * grad))
    return grad / (length + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    # compile the gradient once, it is faster
    compute_grad = jax.jit(jax.grad(g))
    ws = [w]
    for step in range(max_its):
        d = unit_direction(compute_grad(ws[-1]), eps)
        ws.append(ws[-1] - alpha * d)
    costs = [float(g(v)) for v in ws]
    return ws, costs


# %% whole squares_summed_up: The squares of the gradients are summed over the steps, as Adagrad does, so the steps grow shorter and shorter.
class Normalizer:
    def __init__(self, eps):
        self.eps = eps
        self.G = 0.0

    def __call__(self, grad):
        self.G = self.G + grad**2
        return grad / (np.sqrt(self.G) + self.eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    normalize = Normalizer(eps)
    grad_g = jax.grad(g)
    weight_history = [np.copy(w)]
    cost_history = [float(g(w))]
    it = 0
    while it < max_its:
        it += 1
        slope = np.asarray(grad_g(w))
        w = w - alpha * normalize(slope)
        weight_history.append(np.copy(w))
        cost_history.append(float(g(w)))
    return weight_history, cost_history
