import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single beta1_in_v_hat: the bias correction of v divides by 1 - beta1**k in place of 1 - beta2**k
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
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

# %% whole squares_the_average: v averages the squares of m (the averaged gradient) in place of the squares of the gradient itself
class AdamState:
    """Moments of the optimizer and the step counter."""

    def __init__(self, beta1, beta2):
        self.b1 = beta1
        self.b2 = beta2
        self.first = 0.0
        self.second = 0.0
        self.t = 0

    def direction(self, slope, eps):
        self.t += 1
        self.first = self.b1 * self.first + (1 - self.b1) * slope
        self.second = self.b2 * self.second + (1 - self.b2) * jnp.square(self.first)
        first_hat = self.first / (1 - self.b1**self.t)
        second_hat = self.second / (1 - self.b2**self.t)
        return first_hat / (jnp.sqrt(second_hat) + eps)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    state = AdamState(beta1, beta2)
    value_and_slope = jax.value_and_grad(g)
    points, costs = [], []
    current = jnp.asarray(w)
    for _ in range(max_its):
        value, slope = value_and_slope(current)
        points.append(current)
        costs.append(value)
        current = current - alpha * state.direction(slope, eps)
    points.append(current)
    costs.append(g(current))
    return points, costs
