import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single beta1_twice: the bias correction of v is made with beta1, like that of m, in place of beta2
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole counts_every_coordinate: the counter of the bias corrections is raised for each coordinate in the inner loop in place of once in a step, so the powers are too high for N > 1
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    scalar = np.ndim(w) == 0
    x = np.atleast_1d(np.array(w, dtype=float))
    n = x.size
    first = [0.0] * n
    second = [0.0] * n
    t = 0

    def unpack(x):
        return float(x[0]) if scalar else x.copy()

    ws = [unpack(x)]
    for _ in range(max_its):
        slopes = np.atleast_1d(np.asarray(jax.grad(g)(unpack(x))))
        for j in range(n):
            t = t + 1
            first[j] = beta1 * first[j] + (1 - beta1) * slopes[j]
            second[j] = beta2 * second[j] + (1 - beta2) * slopes[j] ** 2
            up = first[j] / (1 - beta1**t)
            down = np.sqrt(second[j] / (1 - beta2**t)) + eps
            x[j] = x[j] - alpha * up / down
        ws.append(unpack(x))
    return ws, [float(g(each)) for each in ws]
