# %% single point_of_the_last_run: The lowest final cost is kept, but the point that is returned is the final point of the last start and not the one that has this cost.
import jax
import numpy as np


def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1.0 / k
        else:
            step = alpha
        w = w - step * grad(w)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


def multi_start(g, alpha, max_its, starts):
    best_cost = np.inf
    for start in starts:
        ws, costs = gradient_descent(g, alpha, max_its, start)
        w = ws[-1]
        if costs[-1] < best_cost:
            best_cost = costs[-1]
            best_w = w
    return w, best_cost

# %% whole step_counter_goes_on_from_start_to_start: The counter of the diminishing steplength is set to 1 once, before the loop over the starts, so that every run after the first goes on with the short steps of the run before.
import jax


class Descent:
    def __init__(self, g, alpha):
        self.g = g
        self.dg = jax.jit(jax.grad(g))
        self.alpha = alpha
        self.k = 1

    def rate(self):
        if isinstance(self.alpha, str):
            return 1.0 / self.k
        return self.alpha

    def run(self, w, max_its):
        for _ in range(max_its):
            w = w - self.rate() * self.dg(w)
            self.k += 1
        return w, self.g(w)


def multi_start(g, alpha, max_its, starts):
    d = Descent(g, alpha)
    winner = None
    for w0 in starts:
        result = d.run(w0, max_its)
        if winner is None or result[1] < winner[1]:
            winner = result
    return winner
