import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_starts_at_the_first_square: v starts at the square of the first gradient instead of 0, so that the first steps are not long
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = grad(w) ** 2
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single factor_squared_with_the_gradient: the factor 1 - rho is inside the square, ((1 - rho) grad)^2
def rmsprop(g, alpha, rho, eps, max_its, w):
    weights, costs = [w], [g(w)]
    v = np.zeros_like(w)
    for k in range(max_its):
        d = np.asarray(jax.grad(g)(weights[k]))
        v = rho * v + ((1 - rho) * d) ** 2
        weights.append(weights[k] - alpha * d / np.sqrt(v + eps))
        costs.append(g(weights[k + 1]))
    return weights, costs


# %% single eps_piles_up_in_v: eps is added to v itself in every step, so that the next steps' averages contain it and it piles up
def rmsprop(g, alpha, rho, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    v = jnp.zeros(jnp.shape(w))
    path = [w]
    for _ in range(max_its):
        d = slope(path[-1])
        v = rho * v + (1 - rho) * d**2 + eps
        path.append(path[-1] - alpha * d / jnp.sqrt(v))
    return path, [g(p) for p in path]


# %% whole centred: the centred form: the square of the averaged gradient is subtracted from v under the root
def rmsprop(g, alpha, rho, eps, max_its, w):
    mean = 0 * w
    square = 0 * w
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = jax.grad(g)(w)
        mean = rho * mean + (1 - rho) * d
        square = rho * square + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(square - mean**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_mean_for_all_and_eps_outside: two slips: v averages the mean of the squares over the components, one number for all, and eps is added outside the root
def rmsprop(g, alpha, rho, eps, max_its, w):
    history = {"w": [w], "cost": [g(w)]}
    v = 0.0
    for k in range(max_its):
        d = jax.grad(g)(w)
        v = rho * v + (1 - rho) * jnp.mean(d**2)
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        history["w"].append(w)
        history["cost"].append(g(w))
    return history["w"], history["cost"]
