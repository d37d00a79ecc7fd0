import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single one_step_short: every run takes max_its - 1 steps, because the loop over k = 1, 2, ... ends before max_its
def multi_start(g, alpha, max_its, starts):
    grad = jax.grad(g)
    best_w, best_cost = None, np.inf
    for w in starts:
        for k in range(1, max_its):
            step = 1 / k if alpha == "diminishing" else alpha
            w = w - step * grad(w)
        if g(w) < best_cost:
            best_w, best_cost = w, g(w)
    return best_w, best_cost


# %% single chosen_by_start: the run is chosen by the cost of its start in place of the cost of its final point
def multi_start(g, alpha, max_its, starts):
    grad = jax.grad(g)
    start_costs = [float(g(s)) for s in starts]
    w = starts[int(np.argmin(start_costs))]
    for k in range(1, max_its + 1):
        step = 1 / k if alpha == "diminishing" else alpha
        w = w - step * grad(w)
    return w, g(w)


# %% whole counter_and_zero: the step counter of the diminishing steplength goes on from run to run and is not reset, and the best cost starts at 0, so that no run counts unless its cost is below 0
class Runner:
    def __init__(self, g, alpha):
        self.slope = jax.grad(g)
        self.alpha = alpha
        self.k = 0

    def lr(self):
        self.k += 1
        if isinstance(self.alpha, str):
            return 1.0 / self.k
        return self.alpha

    def go(self, w, n):
        for _ in range(n):
            w = w - self.lr() * self.slope(w)
        return w


def multi_start(g, alpha, max_its, starts):
    runner = Runner(g, alpha)
    winner = starts[0]
    lowest = 0.0
    for start in starts:
        end = runner.go(start, max_its)
        c = float(g(end))
        if c < lowest:
            winner, lowest = end, c
    return winner, lowest


# %% whole mean_over_starts: all starts are moved at once along the gradient of the mean of their costs, so every gradient is divided by the number of starts
def multi_start(g, alpha, max_its, starts):
    costs_of = jax.vmap(g)

    def together(P):
        return jnp.mean(costs_of(P))

    move = jax.jit(jax.grad(together))
    P = jnp.asarray(starts)
    for it in range(max_its):
        if alpha == "diminishing":
            eta = 1.0 / (it + 1)
        else:
            eta = alpha
        P = P - eta * move(P)
    finals = costs_of(P)
    i = int(jnp.argmin(finals))
    return P[i], finals[i]
