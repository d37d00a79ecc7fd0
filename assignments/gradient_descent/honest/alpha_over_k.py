# Style: the diminishing steplength read as alpha/k; jnp arrays for the histories; x64
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


def cost_func(w):
    return 0.02 * (w**4 + w**2 + 10.0 * w)


def gradient_func(w):
    return 0.08 * w**3 + 0.04 * w + 0.2


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient(w)
        costs.append(g(w))
    return jnp.stack(costs)


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    points = [jnp.asarray(w)]
    for k in range(1, max_its + 1):
        alpha_k = alpha / k if diminishing_alpha else alpha
        points.append(points[-1] - alpha_k * gradient(points[-1]))
    weights = jnp.stack(points)
    return weights, jax.vmap(g)(weights)


if __name__ == "__main__":
    print(gradient_descent_auto(jnp.abs, 0.5, 20, 2.0, True))
