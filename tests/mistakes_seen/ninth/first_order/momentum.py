import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single heavy_ball: the gradient enters without the factor (1 - beta), which is the heavy ball and not the exponential average
def momentum(g, alpha, beta, max_its, w):
    grad_g = jax.grad(g)
    h = np.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = beta * h - grad_g(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole average_starts_at_first_gradient: the average starts at the first negative gradient instead of at zero
def smooth(old, new, beta):
    return beta * old + (1 - beta) * new


def momentum(g, alpha, beta, max_its, w):
    descent = lambda p: -jax.grad(g)(p)
    ws, gs = [], []

    def remember(p):
        ws.append(p)
        gs.append(float(g(p)))

    remember(w)
    h = descent(w)  # initial direction
    its = 0
    while its < max_its:
        h = smooth(h, descent(w), beta)
        w = w + alpha * h
        remember(w)
        its += 1
    return ws, gs
