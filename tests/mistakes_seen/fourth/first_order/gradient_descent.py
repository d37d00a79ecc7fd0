import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single diminishing_from_half: the diminishing steplength is 1 / (k + 1) with k from 1, so 1/2, 1/3, ..., in place of 1 / k, so 1, 1/2, ...
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / (k + 1) if alpha == "diminishing" else alpha
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_point_before: entry k of the cost history is the cost at w^(k-1), as jax.value_and_grad gave it before the step, in place of the cost at w^k
def gradient_descent(g, alpha, max_its, w):
    value_and_gradient = jax.value_and_grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            a = 1.0 / k
        else:
            a = alpha
        cost, slope = value_and_gradient(w)
        w = w - a * slope
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole diminishing_one_twice: the diminishing steplength counts k from 0 and guards the division by max(k, 1), so that the steplengths are 1, 1, 1/2, 1/3, ... in place of 1, 1/2, 1/3, ...
class Schedule:
    def __init__(self, rule):
        self.fixed = not isinstance(rule, str)
        self.rule = rule

    def __call__(self, k):
        if self.fixed:
            return float(self.rule)
        return 1.0 / max(k, 1)  # no division by zero


class Descent:
    def __init__(self, g, rule):
        self.g = g
        self.slope = jax.jit(jax.grad(g))
        self.schedule = Schedule(rule)
        self.track = []

    def run(self, start, steps):
        here = np.array(start, dtype=float)
        self.track.append((here, float(self.g(here))))
        for k in range(steps):
            here = here - self.schedule(k) * np.asarray(self.slope(here))
            self.track.append((here, float(self.g(here))))
        return self


def gradient_descent(g, alpha, max_its, w):
    track = Descent(g, alpha).run(w, max_its).track
    return [point for point, _ in track], [value for _, value in track]


# %% whole start_not_recorded: the histories that jax.lax.scan stacks begin with w^1 and g(w^1), K entries, in place of K + 1 entries beginning with the start w^0 and g(w^0)
def gradient_descent(g, alpha, max_its, w):
    ks = jnp.arange(1, max_its + 1)
    if alpha == "diminishing":
        steplengths = 1.0 / ks
    else:
        steplengths = jnp.full(max_its, alpha)

    def body(point, steplength):
        new_point = point - steplength * jax.grad(g)(point)
        return new_point, (new_point, g(new_point))

    _, (points, values) = jax.lax.scan(body, jnp.asarray(w, dtype=float), steplengths)
    return points, values
