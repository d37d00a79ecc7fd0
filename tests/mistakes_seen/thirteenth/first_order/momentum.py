import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single average_starts_at_first_gradient: h begins as minus the gradient at the start instead of 0
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    h = -grad(w)
    for k in range(max_its):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole look_ahead_momentum: the gradient is taken at the point ahead, w + alpha beta h, as in Nesterov's form
def run(step, state, g, n):
    """apply step n times and write down everything"""
    ws, costs = [state[0]], [g(state[0])]
    for _ in range(n):
        state = step(*state)
        ws.append(state[0])
        costs.append(g(state[0]))
    return ws, costs


def momentum(g, alpha, beta, max_its, w):
    nabla = jax.grad(g)

    def step(w, h):
        # where the average would carry us anyway
        ahead = w + alpha * beta * h
        h = beta * h - (1 - beta) * nabla(ahead)
        return w + alpha * h, h

    return run(step, (w, np.zeros_like(w)), g, max_its)
