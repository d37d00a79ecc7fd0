import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single initial_in_every_step: adds initial to v in every step, not only once at the start
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = v + d**2 + initial
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside_root: adds eps outside the square root, as in PyTorch, and not inside it
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = initial
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = v + d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single no_root: divides by v + eps itself and forgets the square root
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = jnp.full(jnp.shape(w), initial)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = v + d * d
        w = w - alpha * d / (v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_sum_for_all_components: adds the squares of all components up into one number, so that all components are divided by the same root (the same at N = 1)
def sum_of_squares(x):
    return jnp.sum(jnp.square(x))


def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.jit(jax.grad(g))
    accumulator = initial
    weights = [w]
    costs = [float(g(w))]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        accumulator += sum_of_squares(gk)      # never forgets
        rate = alpha / jnp.sqrt(accumulator + eps)
        w = w - rate * gk
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs


# %% whole moves_before_v: moves w with the old v and only then adds the square of the gradient to v
def make_update(g, alpha, eps):
    dg = jax.grad(g)

    def update(w, v):
        grad = dg(w)
        w_new = w - alpha * grad / jnp.sqrt(v + eps)
        v_new = v + grad ** 2
        return w_new, v_new

    return update


def adagrad(g, alpha, initial, eps, max_its, w):
    update = make_update(g, alpha, eps)
    v = initial * jnp.ones(jnp.shape(w))
    weight_history = [w]
    for i in range(max_its):
        w, v = update(w, v)
        weight_history.append(w)
    cost_history = [g(x) for x in weight_history]
    return weight_history, cost_history
