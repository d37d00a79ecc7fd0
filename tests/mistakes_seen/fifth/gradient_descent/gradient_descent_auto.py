import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single root_of_k: the diminishing steplength is 1/sqrt(k) in place of 1/k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        alpha_k = 1 / np.sqrt(k) if diminishing_alpha else alpha
        w = w - alpha_k * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single flag_reversed: the two branches are exchanged, the steplength diminishes where diminishing_alpha is False and is fixed where it is True
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    ws = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        if not diminishing_alpha:
            step = 1.0 / k
        else:
            step = alpha
        w = w - step * gradient(w)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole costs_one_late: the cost is recorded before the step, so that entry k of the cost history is g(w^(k-1)), and g(w^0) stands there twice
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    counts = jnp.arange(1, max_its + 1)
    rates = 1.0 / counts if diminishing_alpha else jnp.full(max_its, alpha)

    def body(point, rate):
        cost, slope = jax.value_and_grad(g)(point)
        new = point - rate * slope
        return new, (new, cost)

    start = jnp.asarray(w, dtype=float)
    _, (points, values) = jax.lax.scan(body, start, rates)
    weights = jnp.concatenate([start[None], points])
    costs = jnp.concatenate([jnp.reshape(g(start), (1,)), values])
    return weights, costs


# %% whole sign_and_late: the step goes by the sign of the gradient alone, and the diminishing steplength is 1/(k+1), that is 1/2, 1/3, ..., in place of 1/k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    def downhill(p):
        # slope of |w| is +1 or -1
        return -jnp.sign(jax.grad(g)(p))

    weights, costs = [], []
    point = w
    for it in range(max_its + 1):
        weights.append(point)
        costs.append(g(point))
        length = alpha
        if diminishing_alpha:
            length = 1 / (it + 2)
        point = point + length * downhill(point)
    return weights, costs
