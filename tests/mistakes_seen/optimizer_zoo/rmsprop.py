import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single eps_outside: eps is added outside the root
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single old_v: w moves with the v of the step before
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(v + eps)
        v = rho * v + (1 - rho) * d**2
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single v_not_averaged: the factor 1 - rho is missing at the new square
def rmsprop(g, alpha, rho, eps, max_its, w):
    v = jnp.zeros_like(w)
    W = [w]
    for _ in range(max_its):
        d = jax.grad(g)(W[-1])
        v = rho * v + d**2
        W.append(W[-1] - alpha * d / jnp.sqrt(v + eps))
    return W, [g(x) for x in W]

# %% single corrected: v is bias-corrected
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v / (1 - rho**k) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single v_from_first_square: v starts at the first square of the gradient and not at zero
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = grad(w) ** 2
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole mean_over_components: v is one number for all components, the mean of squares over them
def rmsprop(g, alpha, rho, eps, max_its, w):
    gradient = jax.jit(jax.grad(g))
    mean_square = 0.0
    history = [(w, g(w))]
    for step in range(max_its):
        slope = gradient(w)
        mean_square = rho * mean_square + (1 - rho) * jnp.mean(jnp.square(slope))
        w = w - alpha / jnp.sqrt(mean_square + eps) * slope
        history.append((w, g(w)))
    weights, costs = zip(*history)
    return list(weights), list(costs)

# %% whole swapped_rho_eps_fixed: rho and 1 - rho are exchanged; eps is a constant of the module
EPSILON = 1e-7

def rmsprop(g, alpha, rho, eps, max_its, w):
    # RMSprop as in the slides
    ms = np.zeros_like(w)
    ws = [w]
    cs = [float(g(w))]
    for i in range(max_its):
        d = np.asarray(jax.grad(g)(w))
        ms = (1 - rho) * ms + rho * d**2
        w = w - alpha * d / np.sqrt(ms + EPSILON)
        ws.append(w)
        cs.append(float(g(w)))
    return ws, cs

# %% whole list_mean: v is the plain mean of all squares so far, kept in a list
def rmsprop(g, alpha, rho, eps, max_its, w):
    squares = []
    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        d = jax.grad(g)(w)
        squares.append(d**2)
        rms = jnp.sqrt(sum(squares) / len(squares) + eps)
        w = w - alpha * d / rms
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
