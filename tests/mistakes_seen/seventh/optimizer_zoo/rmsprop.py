import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single factor_one_minus_rho_missing: the newest squared gradient is added to v without the factor 1 - rho
def rmsprop(g, alpha, rho, eps, max_its, w):
    def step(carry, _):
        w, v = carry
        d = jax.grad(g)(w)
        v = rho * v + d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        return (w, v), w

    start = jnp.asarray(w)
    _, later = jax.lax.scan(step, (start, jnp.zeros_like(start)), None, length=max_its)
    ws = jnp.concatenate([start[None], later])
    return ws, jax.vmap(g)(ws)


# %% whole centered_variant: the centered variant is written: the square of a running mean of the gradients is subtracted from v below the root
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    mean_of_squares, mean = 0.0, 0.0
    weight_history, cost_history = [], []

    def record(w):
        weight_history.append(w)
        cost_history.append(g(w))

    record(w)
    for _ in range(max_its):
        gk = grad(w)
        mean_of_squares = rho * mean_of_squares + (1 - rho) * gk**2
        mean = rho * mean + (1 - rho) * gk
        variance = mean_of_squares - mean**2
        w = w - alpha * gk / jnp.sqrt(variance + eps)
        record(w)
    return weight_history, cost_history
