import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single flag_upside_down: the condition is turned around, so the steplength is 1/k where it should be fixed and fixed where it should diminish
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = alpha if diminishing_alpha else 1 / k
        w = w - steplength * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole falls_on_a_line: the diminishing steplength falls in a straight line from alpha to nothing, alpha (1 - (k - 1) / K), in place of 1/k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    fixed = jnp.full(max_its, float(alpha))
    falling = jnp.linspace(float(alpha), 0.0, max_its + 1)[:-1]
    schedule = falling if diminishing_alpha else fixed
    w0 = jnp.asarray(w, dtype=float)

    def body(point, rate):
        point = point - rate * jax.grad(g)(point)
        return point, point

    _, later = jax.lax.scan(body, w0, schedule)
    ws = jnp.concatenate([w0[None], later])
    return ws, jax.vmap(g)(ws)
