import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single eps_written_in: the argument eps is not used, 1e-8 is written in
def unit_signs(d):
    return d / (jnp.sqrt(d**2) + 1e-8)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    ws = [w]
    for _ in range(max_its):
        ws.append(ws[-1] - alpha * unit_signs(jax.grad(g)(ws[-1])))
    return ws, list(map(g, ws))


# %% whole root_forgotten: each component is divided by its square plus eps, the square root is missing
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    """w_j <- w_j - alpha * g_j / (size of g_j + eps), all components at once."""

    def step(w, _):
        grad = jax.grad(g)(w)
        size = grad * grad
        new = w - alpha * grad / (size + eps)
        return new, (new, g(new))

    w0 = jnp.asarray(w, dtype=float)
    _, (points, costs) = jax.lax.scan(step, w0, None, length=max_its)
    return jnp.concatenate([w0[None], points]), jnp.concatenate([g(w0)[None], costs])
