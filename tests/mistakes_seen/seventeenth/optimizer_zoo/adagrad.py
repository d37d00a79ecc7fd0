import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside: eps is added outside the root, not inside
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = initial
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = grad(w)
        v = v + d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single initial_every_step: initial is added to v in every step and not once
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    v = jnp.zeros(np.shape(w))
    weights = [w]
    for _ in range(max_its):
        slope = gradient(w)
        v = v + slope**2 + initial
        w = w - alpha * slope / jnp.sqrt(v + eps)
        weights.append(w)
    return weights, [g(p) for p in weights]


# %% single root_of_v_stored: the root is stored back in v, so the next square is added to the root of the sum and not to the sum
def adagrad(g, alpha, initial, eps, max_its, w):
    dg = jax.grad(g)
    v = jnp.full(jnp.shape(w), initial)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = dg(w)
        v = jnp.sqrt(v + gk**2 + eps)
        w = w - alpha * gk / v
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_norm_for_all: adds up the squares over all components, so every component is divided by the same number (right for N = 1 only)
def adagrad(g, alpha, initial, eps, max_its, w):
    w = jnp.array(w)
    f = jax.jit(jax.value_and_grad(g))
    total = initial
    ws, cs = [], []
    for k in range(max_its + 1):
        c, dw = f(w)
        ws.append(w)
        cs.append(c)
        # add the squared length of the gradient
        total += jnp.sum(dw * dw)
        w = w - (alpha / jnp.sqrt(total + eps)) * dw
    return ws, cs


# %% whole moves_before_update: w moves with the old v, which does not have the newest square yet, and v is updated afterwards
class AccumulatorState:
    def __init__(self, w, initial):
        self.v = np.ones(np.shape(w)) * initial

    def scale(self, eps):
        return 1.0 / np.sqrt(self.v + eps)

    def add(self, gradient):
        self.v = self.v + gradient**2


def adagrad(g, alpha, initial, eps, max_its, w):
    state = AccumulatorState(w, initial)
    nabla = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for it in range(1, max_its + 1):
        direction = np.array(nabla(w))
        w = w - alpha * state.scale(eps) * direction
        state.add(direction)
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history
