# %% single averages_the_square_of_m: The second average takes the square of m, the average of the gradients, instead of the square of the gradient.
import jax
import jax.numpy as jnp


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for t in range(1, max_its + 1):
        gt = grad(w)
        m = beta1 * m + (1 - beta1) * gt
        v = beta2 * v + (1 - beta2) * m**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole averages_start_at_the_first_gradient: The averages start at the first gradient and its square, as in the lecture's exponential average, and nothing is bias-corrected.
import jax
import numpy as np


def smooth(old, new, beta):
    if old is None:
        return new
    return beta * old + (1 - beta) * new


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    f = jax.value_and_grad(g)
    d_avg = h_avg = None
    weights, costs = [], []
    for k in range(max_its):
        cost, d = f(w)
        weights.append(w)
        costs.append(cost)
        d_avg = smooth(d_avg, d, beta1)
        h_avg = smooth(h_avg, d * d, beta2)
        w = w - alpha * d_avg / (np.sqrt(h_avg) + eps)
    weights.append(w)
    costs.append(g(w))
    return weights, costs
