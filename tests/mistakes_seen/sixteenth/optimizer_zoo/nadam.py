import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single no_lookahead_momentum: m is multiplied by this step's mu_k over 1 - P_k * mu_(k+1), not by the next step's mu_(k+1): the look-ahead factor is missing above the line
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    weights, costs = [w], [g(w)]
    m, v, P = 0.0 * w, 0.0 * w, 1.0
    for k in range(1, max_its + 1):
        d = grad(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P = P * mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu / (1 - P * mu_next) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single v_uncorrected: v is used as it is under the root, without the bias correction by 1 - beta2^k
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    weights, costs = [w], [g(w)]
    m, v, P = 0.0, 0.0, 1.0
    for k in range(1, max_its + 1):
        d = grad(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P *= mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu_next * m / (1 - P * mu_next) + (1 - mu) * d / (1 - P)
        w = w - alpha * M / (jnp.sqrt(v) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single product_is_power: the product P_k of the schedule is replaced by the power mu_k^k (and P_(k+1) by mu_(k+1)^(k+1)), although mu changes from step to step
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def mu(k):
        return beta1 * (1 - 0.5 * 0.96**k)

    grad = jax.grad(g)
    weights, costs = [w], [g(w)]
    m = v = jnp.zeros_like(w)
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - mu(k + 1) ** (k + 1)) * m + (1 - mu(k)) / (1 - mu(k) ** k) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole schedule_in_average: the average m itself is made with mu_k in place of beta1, in both of its factors
def momentum_schedule(beta1, steps):
    # mu[k - 1] belongs to step k; one more for the look-ahead
    k = np.arange(1, steps + 2)
    return beta1 * (1 - 0.5 * 0.96**k)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu = momentum_schedule(beta1, max_its)
    P = np.cumprod(mu)
    gradient = jax.jit(jax.grad(g))
    first = np.zeros(np.shape(w))
    second = np.zeros(np.shape(w))
    weight_history = [w]
    for i in range(max_its):
        slope = np.asarray(gradient(w))
        first = mu[i] * first + (1 - mu[i]) * slope
        second = beta2 * second + (1 - beta2) * slope * slope
        ahead = mu[i + 1] / (1 - P[i + 1]) * first + (1 - mu[i]) / (1 - P[i]) * slope
        root = np.sqrt(second / (1 - beta2 ** (i + 1)))
        w = w - alpha * ahead / (root + eps)
        weight_history.append(w)
    cost_history = [g(x) for x in weight_history]
    return weight_history, cost_history


# %% whole schedule_from_zero: the schedule counts the steps from 0 (the first step has 0.96^0, so mu = beta1 / 2), one step behind the asked one, while the correction of v counts from 1
class NadamState:
    def __init__(self, w, beta1, beta2):
        self.m = jnp.zeros_like(w)
        self.v = jnp.zeros_like(w)
        self.product = 1.0
        self.count = 0
        self.beta1, self.beta2 = beta1, beta2

    def mu(self, step):
        return self.beta1 * (1.0 - 0.5 * 0.96**step)

    def direction(self, d, eps):
        now, coming = self.mu(self.count), self.mu(self.count + 1)
        self.product = self.product * now
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        self.v = self.beta2 * self.v + (1 - self.beta2) * d**2
        self.count += 1
        look = coming * self.m / (1 - self.product * coming) + (1 - now) * d / (1 - self.product)
        v_hat = self.v / (1 - self.beta2**self.count)
        return look / (jnp.sqrt(v_hat) + eps)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    state = NadamState(w, beta1, beta2)
    df = jax.grad(g)
    ws = [w]
    cs = [g(w)]
    while len(ws) <= max_its:
        w = w - alpha * state.direction(df(w), eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs
