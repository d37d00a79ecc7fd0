import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_not_corrected: v is used without its bias correction: sqrt(v) in place of sqrt(v / (1 - beta2^k)) (m is corrected)
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, v = 0 * w, 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single no_power_in_the_correction: the bias corrections divide by 1 - beta1 and 1 - beta2 in every step, without the power k
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    ws, costs = [w], [g(w)]
    m = np.zeros(np.shape(w))
    v = np.zeros(np.shape(w))
    for k in range(max_its):
        grad_k = np.array(jax.grad(g)(w))
        m = beta1 * m + (1 - beta1) * grad_k
        v = beta2 * v + (1 - beta2) * grad_k**2
        mhat = m / (1 - beta1)
        vhat = v / (1 - beta2)
        w = w - alpha * mhat / (np.sqrt(vhat) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole goes_on_from_the_corrected: the bias-corrected averages are stored back into m and v, and the next step goes on from them in place of the uncorrected ones
def averages(m, v, slope, beta1, beta2, k):
    m = beta1 * m + (1 - beta1) * slope
    m = m / (1 - beta1**k)
    v = beta2 * v + (1 - beta2) * slope**2
    v = v / (1 - beta2**k)
    return m, v


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m = v = 0.0
    slope = jax.grad(g)
    path = [w]
    for k in range(1, max_its + 1):
        m, v = averages(m, v, slope(path[-1]), beta1, beta2, k)
        path.append(path[-1] - alpha * m / (v**0.5 + eps))
    return path, [g(w) for w in path]


# %% whole one_v_for_all_and_eps_inside: two slips: v averages the squared length of the whole gradient, one number for all components, in place of each component's own square; and eps stands inside the root, sqrt(v_hat + eps)
import math


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    weight_history, cost_history = [w], [float(g(w))]
    first = 0.0
    second = 0.0
    t = 0
    while t < max_its:
        t += 1
        d = np.array(jax.grad(g)(w))
        first = beta1 * first + (1 - beta1) * d
        second = beta2 * second + (1 - beta2) * float(np.sum(d * d))
        first_hat = first / (1 - math.pow(beta1, t))
        second_hat = second / (1 - math.pow(beta2, t))
        w = w - alpha * first_hat / math.sqrt(second_hat + eps)
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history
