# %% single squares_of_the_steps_not_averaged: In u the new square of the step has no factor 1 - rho, so u is a decaying sum instead of an average.
import jax
import jax.numpy as jnp


def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        gk = grad(w)
        v = rho * v + (1 - rho) * gk**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        u = rho * u + d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole eps_outside_of_both_roots: The root-mean-square helper adds eps outside of the root, so both the numerator and the denominator are sqrt(.) + eps.
import jax
import jax.numpy as jnp


def decay(old, new, rho):
    return rho * old + (1 - rho) * jnp.square(new)


def adadelta(g, alpha, rho, eps, max_its, w):
    rms = lambda a: jnp.sqrt(a) + eps
    gradient = jax.grad(g)
    past_gradients = jnp.zeros(jnp.shape(w))
    past_steps = jnp.zeros(jnp.shape(w))
    history = {"w": [w], "cost": [g(w)]}
    k = 0
    while k < max_its:
        k += 1
        slope = gradient(w)
        past_gradients = decay(past_gradients, slope, rho)
        delta = -rms(past_steps) / rms(past_gradients) * slope
        past_steps = decay(past_steps, delta, rho)
        w = w + alpha * delta
        history["w"].append(w)
        history["cost"].append(g(w))
    return history["w"], history["cost"]
