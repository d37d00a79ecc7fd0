import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_in_the_gradient: the decay is added to the gradient, g + decay * w, so that m and v see it (Adam with an L2 penalty), in place of being subtracted from w by itself
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w) + decay * w
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        step = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - step * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single decay_without_alpha: the decay term is decay * w, without the factor alpha, in place of alpha * decay * w
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)
    m, v = 0.0, 0.0
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        correction = jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - alpha * correction * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole eps_to_corrected_root: as in the paper and in PyTorch, eps is added to the root of the corrected v, m_hat / (sqrt(v_hat) + eps), in place of to the root of v as it is, with the corrections in the steplength
def corrected(average, beta, k):
    return average / (1.0 - beta**k)


class AdamW:
    def __init__(self, lr, betas, eps, weight_decay):
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self.weight_decay = weight_decay
        self.k = 0
        self.exp_avg = 0.0
        self.exp_avg_sq = 0.0

    def step(self, p, dp):
        self.k = self.k + 1
        b1, b2 = self.betas
        self.exp_avg = b1 * self.exp_avg + (1.0 - b1) * dp
        self.exp_avg_sq = b2 * self.exp_avg_sq + (1.0 - b2) * dp * dp
        m_hat = corrected(self.exp_avg, b1, self.k)
        v_hat = corrected(self.exp_avg_sq, b2, self.k)
        shrunk = p * (1.0 - self.lr * self.weight_decay)
        return shrunk - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    optimizer = AdamW(alpha, (beta1, beta2), eps, decay)
    both = jax.jit(jax.value_and_grad(g))
    value, slope = both(w)
    weights, values = [w], [value]
    for _ in range(max_its):
        w = optimizer.step(w, np.asarray(slope))
        value, slope = both(w)
        weights.append(w)
        values.append(value)
    return weights, values


# %% whole decay_of_the_new_point: Adam's step is taken first, and then the decay shrinks the point that it has reached, w_new - alpha decay w_new, in place of the old point, alpha decay w^(k-1)
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    slope_of = jax.grad(g)

    def adam_move(point, m, v, k):
        d = slope_of(point)
        m = m * beta1 + d * (1 - beta1)
        v = v * beta2 + d * d * (1 - beta2)
        length = alpha * (1 - beta2**k) ** 0.5 / (1 - beta1**k)
        return point - length * m / (v**0.5 + eps), m, v

    def shrink(point):
        return point - alpha * decay * point

    points = [jnp.array(w)]
    m = v = jnp.zeros(jnp.shape(w))
    k = 0
    while k != max_its:
        k += 1
        moved, m, v = adam_move(points[-1], m, v, k)
        points.append(shrink(moved))
    return points, list(map(g, points))
