import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single length_of_whole_gradient: all components are divided by the Euclidean length of the whole gradient in place of each by its own size
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / (jnp.sqrt(jnp.sum(d**2)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole eps_under_the_root: eps is added to the square under the root, sqrt(g_j^2 + eps), in place of outside of it
def shrink(component, eps):
    return component / jnp.sqrt(component * component + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def one_step(point, _):
        new = point - alpha * shrink(jax.grad(g)(point), eps)
        return new, (new, g(new))

    start = jnp.asarray(w, dtype=float)
    _, (points, costs) = jax.lax.scan(one_step, start, None, length=max_its)
    all_points = jnp.concatenate([start[None], points])
    all_costs = jnp.concatenate([jnp.array([g(start)]), costs])
    return all_points, all_costs
