import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single average_starts_at_gradient: h starts at minus the gradient at the starting point and not at 0
def momentum(g, alpha, beta, max_its, w):
    def trajectory(w):
        dg = jax.grad(g)
        h = -dg(w)
        yield w
        for _ in range(max_its):
            h = beta * h - (1 - beta) * dg(w)
            w = w + alpha * h
            yield w

    weight_history = list(trajectory(w))
    return weight_history, [g(w) for w in weight_history]


# %% whole weights_exchanged: beta and 1 - beta are exchanged: the old average has the weight 1 - beta and the gradient beta
def momentum(g, alpha, beta, max_its, w):
    dg = jax.grad(g)

    def go(w, h, steps_left):
        here = [(w, g(w))]
        if steps_left == 0:
            return here
        h = (1 - beta) * h - beta * np.asarray(dg(w))
        return here + go(w + alpha * h, h, steps_left - 1)

    history = go(w, np.zeros(np.shape(w)), max_its)
    return [w for w, _ in history], [cost for _, cost in history]
