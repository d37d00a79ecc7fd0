import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single carries_corrected: the bias-corrected averages overwrite m and v (m = m / (1 - beta1**k), v = v / (1 - beta2**k)) and the next step goes on from them, in place of going on from the uncorrected m and v
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m = m / (1 - beta1**k)
        v = v / (1 - beta2**k)
        w = w - alpha * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single wrong_beta_in_v_hat: v is bias-corrected with beta1 (v / (1 - beta1**k)) in place of beta2 (v / (1 - beta2**k))
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, v = 0 * w, 0 * w
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole eps_under_root: an optimizer class that adds eps inside the square root, m_hat / sqrt(v_hat + eps), in place of outside, m_hat / (sqrt(v_hat) + eps)
class AdamState:
    def __init__(self, size, lr, b1, b2, tiny):
        self.lr, self.b1, self.b2, self.tiny = lr, b1, b2, tiny
        self.first = np.zeros(size)
        self.second = np.zeros(size)
        self.t = 0

    def update(self, point, slope):
        self.t += 1
        self.first = self.b1 * self.first + (1.0 - self.b1) * slope
        self.second = self.b2 * self.second + (1.0 - self.b2) * np.square(slope)
        first = self.first / (1.0 - self.b1 ** self.t)
        second = self.second / (1.0 - self.b2 ** self.t)
        return point - self.lr * first / np.sqrt(second + self.tiny)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    fg = jax.jit(jax.value_and_grad(g))
    state = AdamState(np.shape(w), alpha, beta1, beta2, eps)
    points, values = [], []
    for _ in range(max_its):
        value, slope = fg(w)
        points.append(w)
        values.append(float(value))
        w = state.update(w, np.asarray(slope))
    points.append(w)
    values.append(float(g(w)))
    return points, values


# %% whole averages_start_at_gradient: m and v start at the first gradient and at its square, m^0 = grad g(w^0) and v^0 = grad g(w^0)^2, in place of 0, although both are still bias-corrected
def ema(old, new, keep):
    return keep * old + (1 - keep) * new


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    nabla = jax.grad(g)
    W = np.zeros((max_its + 1,) + np.shape(w))
    C = np.zeros(max_its + 1)
    W[0] = w
    C[0] = g(w)
    avg = np.array(nabla(w))
    avg_sq = np.array(nabla(w)) ** 2
    for i in range(max_its):
        cur = W[i]
        dg = np.array(nabla(cur))
        avg = ema(avg, dg, beta1)
        avg_sq = ema(avg_sq, dg * dg, beta2)
        corr1 = 1 - beta1 ** (i + 1)
        corr2 = 1 - beta2 ** (i + 1)
        W[i + 1] = cur - alpha * (avg / corr1) / (np.sqrt(avg_sq / corr2) + eps)
        C[i + 1] = g(W[i + 1])
    return W, C
