import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_updated_too_late: d is made of the old v, because v is brought up to date after d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        gk = grad(w)
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        v = rho * v + (1 - rho) * gk**2
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole true_steps_and_eps_outside: u averages the squares of the true steps alpha d, and eps is added outside the roots
def rms(average, eps):
    return jnp.sqrt(average) + eps


def adadelta(g, alpha, rho, eps, max_its, w):
    slope_of = jax.grad(g)
    ws, costs = [w], [g(w)]
    grads2 = steps2 = 0.0
    for k in range(1, max_its + 1):
        slope = slope_of(w)
        grads2 = rho * grads2 + (1 - rho) * slope * slope
        # the step that we take
        step = -alpha * rms(steps2, eps) / rms(grads2, eps) * slope
        steps2 = rho * steps2 + (1 - rho) * step * step
        w = w + step
        ws.append(w)
        costs.append(g(w))
    return ws, costs
