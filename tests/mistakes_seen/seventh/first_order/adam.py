import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single corrected_average_carried_on: m is overwritten by its bias-corrected value, so that the next step averages from the corrected m and not from m itself
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    slope = jax.grad(g)
    weights, costs = [w], [g(w)]
    m = v = 0.0
    for k in range(1, max_its + 1):
        d = slope(weights[-1])
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        # bias correction
        m = m / (1 - beta1**k)
        v_hat = v / (1 - beta2**k)
        weights.append(weights[-1] - alpha * m / (jnp.sqrt(v_hat) + eps))
        costs.append(g(weights[-1]))
    return weights, costs


# %% whole one_v_for_all_components: v averages the squared length of the gradient, one number for all components, in place of the square of each component
class AdamState:
    def __init__(self, beta1, beta2):
        self.b1, self.b2 = beta1, beta2
        self.mean, self.energy, self.t = 0.0, 0.0, 0

    def push(self, gradient):
        self.t += 1
        self.mean = self.b1 * self.mean + (1 - self.b1) * gradient
        self.energy = self.b2 * self.energy + (1 - self.b2) * jnp.sum(gradient**2)

    def direction(self, eps):
        mean = self.mean / (1 - self.b1**self.t)
        energy = self.energy / (1 - self.b2**self.t)
        return mean / (jnp.sqrt(energy) + eps)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    state = AdamState(beta1, beta2)
    point = jnp.array(w)
    path = [point]
    while len(path) <= max_its:
        state.push(jax.grad(g)(point))
        point = point - alpha * state.direction(eps)
        path.append(point)
    return path, [g(p) for p in path]
