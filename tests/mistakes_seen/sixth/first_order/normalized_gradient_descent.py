import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single at_least_eps: each partial derivative is divided by the larger one of its size and eps in place of their sum
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.maximum(jnp.sqrt(d**2), eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole by_the_largest_component: all components are divided by the largest absolute partial derivative (plus eps) in place of each one by its own
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def one_step(point):
        slopes = np.asarray(jax.grad(g)(point))
        biggest = 0.0
        for s in slopes.reshape(-1):
            if abs(s) > biggest:
                biggest = abs(s)
        return point - alpha * slopes / (biggest + eps)

    path = [w]
    while len(path) < max_its + 1:
        path.append(one_step(path[-1]))
    return path, list(map(g, path))
