import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single heavy_ball: the gradient lacks the factor (1 - beta), which is the heavy ball and not the exponential average
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = jnp.zeros(jnp.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = beta * h - grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single starts_with_gradient: h starts at the negative gradient of the starting point and not at 0
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    h = -gradient(w)
    for _ in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_before_step: the cost that is appended in a step is that of the point before the step, so the cost history lags one entry behind the weights
def momentum(g, alpha, beta, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    h = 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        cost, slope = value_and_grad(w)
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
        weights.append(w)
        costs.append(cost)
    return weights, costs


# %% whole nesterov: takes the gradient at the point looked ahead to, w + alpha * beta * h, as in Nesterov's form, and not at w
def momentum(g, alpha, beta, max_its, w):
    dg = jax.jit(jax.grad(g))

    def velocity(w, h):
        # look where the old direction leads
        ahead = w + alpha * beta * h
        return beta * h - (1 - beta) * dg(ahead)

    W = [w]
    h = np.zeros_like(w)
    for k in range(max_its):
        h = velocity(W[-1], h)
        W.append(W[-1] + alpha * h)
    return W, [g(p) for p in W]


# %% whole swapped_weights: beta stands before the gradient and 1 - beta before the old h, and the starting point is left out of both histories
def ema(old, new, beta):
    """exponential moving average"""
    return (1 - beta) * old + beta * new


def momentum(g, alpha, beta, max_its, w):
    vg = jax.value_and_grad(g)
    avg = jnp.zeros_like(w)
    weight_history = []
    cost_history = []
    it = 0
    while it < max_its:
        _, dw = vg(w)
        avg = ema(avg, dw, beta)
        w = w - alpha * avg
        weight_history.append(w)
        cost_history.append(g(w))
        it += 1
    return weight_history, cost_history
