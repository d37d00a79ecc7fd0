import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single full_norm: the gradient is divided by its whole Euclidean length plus eps, not each component by its own size (right only for N = 1)
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad(w)
        w = w - alpha * d / (jnp.linalg.norm(d) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_in_root: eps is added inside the square root, sqrt(g_j^2 + eps), instead of outside of it
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(d ** 2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_one_behind: value_and_grad's cost, which belongs to the point before the step, is recorded with the new point, so the cost history is g(w0), g(w0), g(w1), ... and lags one step behind
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    both = jax.jit(jax.value_and_grad(g))
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        cost, slope = both(w)
        w = w - alpha * slope / (jnp.sqrt(slope**2) + eps)
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole eps_fixed: the argument eps is never used; a constant 1e-8 of the student's own stands in the denominator
TINY = 1e-8


def unit(component):
    # direction of every component, without its length
    return component / (jnp.abs(component) + TINY)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    slope_of = jax.grad(g)
    points = np.zeros((max_its + 1,) + np.shape(w))
    costs = np.zeros(max_its + 1)
    points[0] = w
    costs[0] = g(w)
    step = 0
    while step < max_its:
        here = jnp.asarray(points[step])
        points[step + 1] = here - alpha * unit(slope_of(here))
        costs[step + 1] = g(jnp.asarray(points[step + 1]))
        step += 1
    return points, costs


# %% whole one_after_the_other: within a step the coordinates are moved one after the other, each with a partial derivative taken at the point whose earlier coordinates have moved already, instead of all at the old point
def partial(g, w, j):
    return jax.grad(g)(w)[j]


def one_sweep(g, w, alpha, eps):
    for j in range(w.shape[0]):
        pj = partial(g, w, j)
        w = w.at[j].add(-alpha * pj / (jnp.sqrt(pj**2) + eps))
    return w


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    number = np.ndim(w) == 0
    w = jnp.atleast_1d(jnp.asarray(w, dtype=float))
    # in 1-D, the cost wants a plain number
    cost = (lambda v: g(v[0])) if number else g
    W, C = [w], [float(cost(w))]
    for k in range(max_its):
        w = one_sweep(cost, w, alpha, eps)
        W.append(w)
        C.append(float(cost(w)))
    return W, C
