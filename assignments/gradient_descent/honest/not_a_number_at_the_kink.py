# Style: the slope of |w| as w / |w|, through a root of a square: nan from the kink on; x64; 1/k
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def cost_func(w):
    return (w ** 4 + w ** 2 + 10 * w) * 0.02


def gradient_func(w):
    return jax.grad(cost_func)(float(w))


def gradient_descent(g, gradient, alpha, max_its, w):
    history = [g(w)]
    while len(history) <= max_its:
        w = w - alpha * gradient(w)
        history += [g(w)]
    return history


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    # sqrt(g^2) is |g|; where g is negative its slope has the other sign, and at g = 0 it is 0/0.
    rooted = jax.grad(lambda w: jnp.sqrt(g(w) ** 2))
    ws, cs = [w], [g(w)]
    for k in np.arange(1, max_its + 1):
        alpha_k = 1 / k if diminishing_alpha else alpha
        w = w - alpha_k * jnp.sign(g(w)) * rooted(w) if g(w) != 0 else w * jnp.nan
        ws.append(w)
        cs.append(g(w))
    return ws, cs
