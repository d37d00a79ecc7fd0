import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside: adds eps outside the root, sqrt(v) + eps, in place of inside
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad_g = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single no_root: divides by v + eps itself, without the square root
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad_g = jax.grad(g)
    v = 0.0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / (v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single never_forgets: adds (1 - rho) times the square to the old v without the factor rho, so that v is a sum that only grows
def rmsprop(g, alpha, rho, eps, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    v = jnp.zeros_like(w)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        _, d = value_and_grad(w)
        v += (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole one_v_for_all: v is the average of the squared length of the whole gradient, one number for all components, in place of a square for each component
def squared(d):
    d = np.ravel(d)
    return np.dot(d, d)


def rmsprop(g, alpha, rho, eps, max_its, w):
    dg = jax.jit(jax.grad(g))
    v = 0.0
    x = w
    weight_history = [x]
    cost_history = [float(g(x))]
    for i in range(max_its):
        d = np.asarray(dg(x))
        v = rho * v + (1 - rho) * squared(d)
        x = x - alpha / np.sqrt(v + eps) * d
        weight_history.append(x)
        cost_history.append(float(g(x)))
    return weight_history, cost_history


# %% whole moves_with_old_v: moves w with the old v^{k-1} and updates v only after that, so that the first step is divided by the root of eps alone
def move(w, d, v, alpha, eps):
    return w - alpha * d / jnp.sqrt(v + eps)


def update_v(v, d, rho):
    return rho * v + (1 - rho) * jnp.square(d)


def rmsprop(g, alpha, rho, eps, max_its, w):
    w = jnp.asarray(w)
    v = jnp.zeros_like(w)
    history = {"w": [w], "g": [g(w)]}
    for k in range(max_its):
        d = jax.grad(g)(w)
        w = move(w, d, v, alpha, eps)
        v = update_v(v, d, rho)
        history["w"].append(w)
        history["g"].append(g(w))
    return history["w"], history["g"]
