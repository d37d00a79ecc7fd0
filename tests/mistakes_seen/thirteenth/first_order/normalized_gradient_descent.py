import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_below_the_root: eps is added to the square inside the root
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        grad_eval = gradient(w)
        w = w - alpha * grad_eval / jnp.sqrt(grad_eval**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole eps_as_threshold: eps only decides which components are taken for zero, and all others move by the full alpha
def direction(d, eps):
    """+1, -1, or 0 where the component is too small to divide by."""
    d = np.atleast_1d(np.asarray(d))
    result = np.zeros(d.shape)
    for j, component in enumerate(d):
        size = np.sqrt(component**2)
        if size > eps:
            result[j] = component / size
    return result


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    shape = np.shape(w)
    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        w = w - alpha * direction(gradient(w), eps).reshape(shape)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
