import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single corrects_the_start: h is divided by 1 - beta**k, the bias correction of Adam, before it moves w, which the rule does not have
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h / (1 - beta**k)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole moves_before_averaging: w is moved by the old average h before the new gradient goes into it, so the first step stands still and each later one is a step late
class MomentumRun:
    def __init__(self, g, alpha, beta, start):
        self.g, self.dg = g, jax.grad(g)
        self.alpha, self.beta = alpha, beta
        self.w = jnp.asarray(start, dtype=float)
        self.h = jnp.zeros_like(self.w)
        self.ws = []
        self.gs = []
        self.record()

    def record(self):
        self.ws.append(self.w)
        self.gs.append(self.g(self.w))

    def advance(self):
        direction = self.dg(self.w)
        self.w = self.w + self.alpha * self.h
        self.h = self.beta * self.h - (1 - self.beta) * direction
        self.record()


def momentum(g, alpha, beta, max_its, w):
    run = MomentumRun(g, alpha, beta, w)
    for _ in range(max_its):
        run.advance()
    return run.ws, run.gs
