import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single alpha_left_out: the step is w - d, as in the paper, in place of w - alpha d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        u = rho * u + (1 - rho) * d**2
        w = w - d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole eps_added_to_both_roots: the RMS is sqrt(u) + eps and sqrt(v) + eps, above and below the line, in place of sqrt(u + eps) and sqrt(v + eps)
def rms(mean_square, eps):
    return jnp.sqrt(mean_square) + eps


def decay(old, new, rho):
    return rho * old + (1 - rho) * new**2


def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    w = jnp.asarray(w, dtype=float)
    acc_grad = jnp.zeros_like(w)
    acc_step = jnp.zeros_like(w)
    history = [(w, g(w))]
    for _ in range(max_its):
        gk = gradient(w)
        acc_grad = decay(acc_grad, gk, rho)
        delta = rms(acc_step, eps) / rms(acc_grad, eps) * gk
        acc_step = decay(acc_step, delta, rho)
        w = w - alpha * delta
        history.append((w, g(w)))
    weight_history, cost_history = zip(*history)
    return weight_history, cost_history
