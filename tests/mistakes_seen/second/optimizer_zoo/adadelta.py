import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divides_by_the_old_v: d is made with the v of the step before, since v is brought up to date after it
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        v = rho * v + (1 - rho) * slope**2
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single averages_sizes_of_steps: u averages |d| instead of its square, and the root is still taken of it
def adadelta(g, alpha, rho, eps, max_its, w):
    weights, costs = [w], [g(w)]
    mean_step = np.zeros_like(w)
    mean_square = np.zeros_like(w)
    for k in range(max_its):
        d = np.asarray(jax.grad(g)(w))
        mean_square = rho * mean_square + (1 - rho) * d**2
        step = np.sqrt(mean_step + eps) / np.sqrt(mean_square + eps) * d
        mean_step = rho * mean_step + (1 - rho) * np.abs(step)
        w = w - alpha * step
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single numerator_without_brackets: both roots are written as one and the brackets of the numerator are missing: sqrt(u + eps / (v + eps)) instead of sqrt((u + eps) / (v + eps))
def adadelta(g, alpha, rho, eps, max_its, w):
    slope = jax.jit(jax.grad(g))

    def step(w, u, v):
        d = slope(w)
        v = rho * v + (1 - rho) * d * d
        d = jnp.sqrt(u + eps / (v + eps)) * d
        u = rho * u + (1 - rho) * d * d
        return w - alpha * d, u, v

    u = v = jnp.zeros(jnp.shape(w))
    path = [w]
    for _ in range(max_its):
        w, u, v = step(w, u, v)
        path.append(w)
    return path, [g(p) for p in path]


# %% whole sums_instead_of_averages: u and v are sums of all squares so far, as in Adagrad, without rho
def adadelta(g, alpha, rho, eps, max_its, w):
    u, v = 0 * w, 0 * w
    weight_history = [w]
    cost_history = [g(w)]
    k = 1
    while k <= max_its:
        d = jax.grad(g)(w)
        v = v + d**2
        delta = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * d
        u = u + delta**2
        w = w - alpha * delta
        weight_history.append(w)
        cost_history.append(g(w))
        k += 1
    return weight_history, cost_history


# %% whole differences_of_points_and_eps_outside: two slips: u averages the squares of w^k - w^(k-1), which contain alpha, and eps is added to the roots, outside them
def adadelta(g, alpha, rho, eps, max_its, w):
    def rms(x):
        return jnp.sqrt(x) + eps

    weights = [w]
    u, v = 0.0, 0.0
    for k in range(max_its):
        d = jax.grad(g)(weights[-1])
        v = rho * v + (1 - rho) * d**2
        weights.append(weights[-1] - alpha * rms(u) / rms(v) * d)
        u = rho * u + (1 - rho) * (weights[-1] - weights[-2]) ** 2
    return weights, [g(x) for x in weights]
