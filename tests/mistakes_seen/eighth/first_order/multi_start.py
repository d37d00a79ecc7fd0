import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1 / k if alpha == "diminishing" else alpha
        w = w - steplength * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single judged_by_its_start: it chooses the run whose starting point has the lowest cost and returns the end of that run, in place of the run whose end has the lowest cost
def multi_start(g, alpha, max_its, starts):
    runs = []
    for start in starts:
        weight_history, cost_history = gradient_descent(g, alpha, max_its, start)
        runs.append((cost_history[0], weight_history[-1], cost_history[-1]))
    _, w, cost = min(runs, key=lambda run: run[0])
    return w, cost

# %% whole counter_goes_on: the step counter k is not set back for each start, so with the diminishing steplength the second run and the later ones go on with ever shorter steps
def multi_start(g, alpha, max_its, starts):
    derivative = jax.grad(g)
    best = {"w": None, "cost": float("inf")}
    k = 0
    for s in range(len(starts)):
        w = starts[s]
        for _ in range(max_its):
            k += 1
            if alpha == "diminishing":
                length = 1.0 / k
            else:
                length = alpha
            w = w - length * derivative(w)
        cost = float(g(w))
        if cost < best["cost"]:
            best["w"], best["cost"] = w, cost
    return best["w"], best["cost"]
