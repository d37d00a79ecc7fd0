import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside_root: eps is added outside the square root, g / (sqrt(v) + eps), in place of inside, g / sqrt(v + eps)
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single bias_correction: v is bias-corrected, v / (1 - rho^k), before the root is taken, in place of used as it is
def rmsprop(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    v = 0.0
    ws = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        slope = gradient(w)
        v = rho * v + (1 - rho) * slope**2
        v_hat = v / (1 - rho**k)
        w = w - alpha * slope / jnp.sqrt(v_hat + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole rho_on_the_new: the two weights of the running mean are exchanged, v = (1 - rho) v + rho g^2, in place of v = rho v + (1 - rho) g^2
class MeanSquare:
    def __init__(self, rate):
        self.rate = rate
        self.value = 0.0

    def add(self, sample):
        self.value += self.rate * (np.square(sample) - self.value)
        return self.value


def rmsprop(g, alpha, rho, eps, max_its, w):
    evaluate = jax.jit(jax.value_and_grad(g))
    memory = MeanSquare(rho)
    weights, costs = [], []
    for k in range(max_its + 1):
        cost, slope = evaluate(w)
        weights.append(w)
        costs.append(float(cost))
        if k < max_its:
            slope = np.asarray(slope)
            w = w - alpha * slope / np.sqrt(memory.add(slope) + eps)
    return weights, costs


# %% whole starts_at_square_costs_late: two slips: v starts at the square of the first gradient, v^0 = (g^1)^2, in place of 0; and the cost history is one entry behind, g(w^(k-1)) at entry k in place of g(w^k)
def rmsprop(g, alpha, rho, eps, max_its, w):
    shape = np.shape(w)
    f = jax.jit(g)
    df = jax.jit(jax.grad(g))

    def pack(numbers):
        return np.array(numbers) if shape else numbers[0]

    x = np.ravel(w).tolist()
    v = [s * s for s in np.ravel(df(w)).tolist()]
    points = [pack(x)]
    heights = [float(f(pack(x)))]
    for _ in range(max_its):
        height_now = float(f(pack(x)))
        slopes = np.ravel(df(pack(x))).tolist()
        for j, s in enumerate(slopes):
            v[j] = rho * v[j] + (1 - rho) * s * s
            x[j] = x[j] - alpha * s / (v[j] + eps) ** 0.5
        points.append(pack(x))
        heights.append(height_now)
    return points, heights
