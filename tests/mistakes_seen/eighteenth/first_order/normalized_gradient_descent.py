import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_in_root: eps is added to the square inside the root, sqrt(g_j^2 + eps), instead of outside the root
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(d**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single square_not_root: the root is missing: each component is divided by g_j^2 + eps instead of |g_j| + eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        d = grad(w)
        w = w - alpha * d / (d**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single first_size_kept: the sizes |g_j| of the gradient at the start are computed once before the loop and used for the division in all steps, instead of those of the current gradient
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    size = jnp.sqrt(grad(w) ** 2)
    for k in range(max_its):
        w = w - alpha * grad(w) / (size + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_coordinate_after_another: within a step the gradient is computed anew after each coordinate has moved, so later coordinates use the partial derivative at a half-updated point instead of at w^(k-1)
def move(value, slope, alpha, eps):
    return value - alpha * slope / (abs(slope) + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    dg = jax.jit(jax.grad(g))
    whist, chist = [w], [g(w)]
    for _ in range(max_its):
        if np.ndim(w) == 0:
            w = move(w, dg(w), alpha, eps)
        else:
            w = np.array(w)
            for j in range(w.shape[0]):
                w[j] = move(w[j], dg(w)[j], alpha, eps)
        whist.append(np.copy(w))
        chist.append(g(w))
    return whist, chist


# %% whole own_eps_and_length: the helper divides by the length of the whole gradient instead of each component's size, and it uses its own default eps 1e-8 because the argument eps is not handed on
def normalize(vector, eps=1e-8):
    """Make the gradient a vector of length 1."""
    length = jnp.sqrt(jnp.sum(vector**2))
    return vector / (length + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad_g = jax.grad(g)
    weights = jnp.zeros((max_its + 1,) + np.shape(w))
    weights = weights.at[0].set(w)
    for k in range(1, max_its + 1):
        old = weights[k - 1]
        weights = weights.at[k].set(old - alpha * normalize(grad_g(old)))
    costs = jnp.array([g(weights[k]) for k in range(max_its + 1)])
    return weights, costs
