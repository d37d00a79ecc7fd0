import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single beta_and_one_minus_beta_swapped: the old average has the factor 1 - beta and the gradient the factor beta, in place of beta and 1 - beta
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = (1 - beta) * h - beta * grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole average_starts_at_first_gradient_costs_late: the average starts at h^0 = -grad g(w^0) in place of 0, and the cost that value_and_grad gives before the step is stored with the point after it, so entry k >= 1 of the costs is g(w^(k-1))
def momentum(g, alpha, beta, max_its, w):
    cost_and_slope = jax.value_and_grad(g)
    w0 = jnp.asarray(w, dtype=jnp.float64)
    cost0, slope0 = cost_and_slope(w0)

    def one_step(state, _):
        w, h = state
        cost, slope = cost_and_slope(w)
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
        return (w, h), (w, cost)

    # warm start of the average with the first descent direction
    _, (points, costs) = jax.lax.scan(one_step, (w0, -slope0), None, length=max_its)
    weight_history = jnp.concatenate([w0[None], points])
    cost_history = jnp.concatenate([cost0[None], costs])
    return weight_history, cost_history
