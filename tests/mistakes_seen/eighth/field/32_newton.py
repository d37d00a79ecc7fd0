import jax
import jax.numpy as jnp
import numpy as np

# %% single diagonal_alone: the gradient is divided by the diagonal of the Hessian, the other second derivatives are left out
def newton(g, max_its, w):
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - jax.grad(g)(w) / jnp.diag(jax.hessian(g)(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole hessian_of_the_start: the Hessian is computed and inverted once, at the start, and used in all steps
def second_order_model(g, w):
    return jax.jacfwd(jax.grad(g))(w)


def newton(g, max_its, w):
    w = jnp.asarray(w)
    slope = jax.grad(g)
    inverse = jnp.linalg.inv(second_order_model(g, w))
    weights, costs = [w], [g(w)]
    k = 0
    while k < max_its:
        step = inverse @ slope(w)
        w = w - step
        weights.append(w)
        costs.append(g(w))
        k += 1
    return weights, costs
