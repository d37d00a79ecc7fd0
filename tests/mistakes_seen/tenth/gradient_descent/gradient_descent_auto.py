# %% single divides_alpha_again_in_every_step: In the diminishing case alpha itself is overwritten by alpha / k in every step, so the steplengths are alpha / k! instead of 1 / k (or alpha / k).
import jax


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole diminishes_with_the_square_root: The diminishing steplength is 1 / sqrt(k), the one of the theory for subgradients, in place of 1 / k.
import math
import jax


def steplengths(alpha, count, diminishing):
    if diminishing:
        return [1 / math.sqrt(k + 1) for k in range(count)]
    return [alpha] * count


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    both = jax.value_and_grad(g)
    points, values = [], []
    for a in steplengths(alpha, max_its, diminishing_alpha):
        value, slope = both(w)
        points.append(w)
        values.append(value)
        w = w - a * slope
    points.append(w)
    values.append(g(w))
    return points, values
