import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single eps_overwritten: the argument eps is overwritten by the constant 1e-8, so the values that are passed have no effect
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    eps = 1e-8  # only there so that we never divide by zero
    grad = jax.jit(jax.grad(g))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        gj = grad(w)
        w = w - alpha * gj / (jnp.sqrt(gj**2) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole largest_component: all components are divided by the size of the largest one (the maximum norm), not each by its own size
def scale_of(direction):
    """The size of a gradient: its largest entry."""
    return max(abs(float(d)) for d in np.ravel(direction))


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    value_and_slope = jax.jit(jax.value_and_grad(g))
    points, costs = [], []
    point = w
    for _ in range(max_its + 1):
        cost, slope = value_and_slope(point)
        points.append(point)
        costs.append(cost)
        point = point - alpha / (scale_of(slope) + eps) * slope
    return points, costs
