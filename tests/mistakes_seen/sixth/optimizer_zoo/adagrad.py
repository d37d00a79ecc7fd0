import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single moves_first: the point moves with the old sum v before the newest square is added to it
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = initial
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(v + eps)
        v = v + d**2
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole square_of_the_sum: the gradients are added up and their sum is squared, in place of the sum of the squares
def adagrad(g, alpha, initial, eps, max_its, w):
    slope_at = jax.jit(jax.grad(g))

    def run(point, total, left):
        yield point
        if left == 0:
            return
        slope = slope_at(point)
        total = total + slope
        denominator = jnp.sqrt(initial + total * total + eps)
        yield from run(point - alpha * slope / denominator, total, left - 1)

    points = list(run(w, jnp.zeros(np.shape(w)), max_its))
    return points, [g(p) for p in points]
