import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_in_the_root: adds eps inside the square root, sqrt(g_j^2 + eps), in place of outside
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad_g = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        w = w - alpha * d / jnp.sqrt(d**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single length_of_the_gradient: divides all components by the length of the whole gradient in place of each one by its own size
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad_g = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        w = w - alpha * d / (jnp.sqrt(jnp.sum(d**2)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single same_array: changes w in place and appends it without a copy, so that for N > 1 all entries of the weight history show the last point
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad_g = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for k in range(max_its):
        d = np.asarray(grad_g(w))
        w -= alpha * d / (np.sqrt(d**2) + eps)
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history


# %% whole no_absolute_value: cancels the square and the root without the absolute value, g_j / (g_j + eps), so that the sign of a negative component is lost and w always decreases
def normalize(d, eps):
    # sqrt(d^2) = d
    return jnp.where(d == 0, 0.0, d / (d + eps))


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    derivative = jax.jit(jax.grad(g))
    points = [jnp.asarray(w)]
    for _ in range(max_its):
        last = points[-1]
        points.append(last - alpha * normalize(derivative(last), eps))
    return points, [g(p) for p in points]


# %% whole eps_fixed: a helper normalizes with its own default 1e-8 and the argument eps is never handed on to it
def componentwise(gradient, eps=1e-8):
    size = jnp.abs(gradient)
    return gradient / (size + eps)


def take_step(w, gradient, alpha):
    return w - alpha * componentwise(gradient)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    f = jax.value_and_grad(g)
    weight_history = []
    cost_history = []
    for k in range(max_its + 1):
        cost, gradient = f(w)
        weight_history.append(w)
        cost_history.append(cost)
        w = take_step(w, gradient, alpha)
    return weight_history, cost_history
