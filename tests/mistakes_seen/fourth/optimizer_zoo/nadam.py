import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single product_not_advanced: the momentum's part of M is corrected by this step's product, mu_{k+1} / (1 - P_k), in place of the next one, mu_{k+1} / (1 - P_{k+1})
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = v = jnp.zeros_like(w)
    P = 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P = P * mu
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu_next / (1 - P) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single pytorch_schedule: the schedule is mu_k = beta1 (1 - 0.5 * 0.96^(0.004 k)), as in PyTorch, in place of 0.96^k
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def mu(k):
        return beta1 * (1 - 0.5 * 0.96 ** (0.004 * k))

    gradient = jax.grad(g)
    m, v, product = 0.0, 0.0, 1.0
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = gradient(w)
        product = product * mu(k)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        v_hat = v / (1 - beta2**k)
        ahead = mu(k + 1) / (1 - product * mu(k + 1)) * m + (1 - mu(k)) / (1 - product) * slope
        w = w - alpha * ahead / (jnp.sqrt(v_hat) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole m_follows_the_schedule: m is averaged with the schedule's mu_k, m = mu_k m + (1 - mu_k) g, in place of with beta1
class Schedule:
    def __init__(self, beta1, length):
        ks = np.arange(1, length + 2)
        self.mu = np.concatenate([[np.nan], beta1 * (1 - 0.5 * 0.96**ks)])
        self.product = np.concatenate([[1.0], np.cumprod(self.mu[1:])])


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    plan = Schedule(beta1, max_its)
    derivative = jax.jit(jax.grad(g))
    W = np.zeros((max_its + 1,) + np.shape(w))
    C = np.zeros(max_its + 1)
    W[0], C[0] = w, g(w)
    mean, mean_sq = np.zeros(np.shape(w)), np.zeros(np.shape(w))
    for k in range(1, max_its + 1):
        slope = np.asarray(derivative(W[k - 1]))
        mean = plan.mu[k] * mean + (1 - plan.mu[k]) * slope
        mean_sq = beta2 * mean_sq + (1 - beta2) * slope**2
        first = plan.mu[k + 1] * mean / (1 - plan.product[k + 1])
        second = (1 - plan.mu[k]) * slope / (1 - plan.product[k])
        root = np.sqrt(mean_sq / (1 - beta2**k))
        W[k] = W[k - 1] - alpha * (first + second) / (root + eps)
        C[k] = g(W[k])
    return W, C


# %% whole no_schedule: the momentum is the constant beta1 in every step, mu_k = beta1 and P_k = beta1^k, in place of the schedule beta1 (1 - 0.5 * 0.96^k) and its products
def unbiased(average, beta, power):
    return [a / (1.0 - beta**power) for a in average]


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    is_number = not np.shape(w)
    gradient = jax.grad(g)

    def wrap(x):
        return x[0] if is_number else np.array(x)

    x = [float(c) for c in np.ravel(w)]
    n = len(x)
    m, v = [0.0] * n, [0.0] * n
    visited, heights = [wrap(x)], [float(g(wrap(x)))]
    for k in range(1, max_its + 1):
        s = [float(c) for c in np.ravel(gradient(wrap(x)))]
        m = [beta1 * m[j] + (1 - beta1) * s[j] for j in range(n)]
        v = [beta2 * v[j] + (1 - beta2) * s[j] ** 2 for j in range(n)]
        m_hat = unbiased(m, beta1, k + 1)
        g_hat = unbiased(s, beta1, k)
        v_hat = unbiased(v, beta2, k)
        x = [
            x[j] - alpha * (beta1 * m_hat[j] + (1 - beta1) * g_hat[j]) / (v_hat[j] ** 0.5 + eps)
            for j in range(n)
        ]
        visited.append(wrap(x))
        heights.append(float(g(wrap(x))))
    return visited, heights
