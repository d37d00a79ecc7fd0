
from functools import partial
import jax, jax.numpy as jnp


@partial(jax.jit, static_argnames=("g", "max_its"))
def the_whole_method(g, alpha, beta1, beta2, eps, max_its, w):
    def step(state, t):
        w, m, v = state
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**t)) / (jnp.sqrt(v / (1 - beta2**t)) + eps)
        return (w, m, v), (w, g(w))
    start = (w, 0.0 * w, 0.0 * w)
    ws, cs = jax.lax.scan(step, start, jnp.arange(1.0, max_its + 1))[1]
    return jnp.concatenate([w[None], ws]), jnp.concatenate([g(w)[None], cs])


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    ### BEGIN SOLUTION
    return the_whole_method(g, alpha, beta1, beta2, eps, max_its, jnp.asarray(w))
    ### END SOLUTION
