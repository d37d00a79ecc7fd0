import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single second_average_corrected_with_beta1: the bias correction of v was copied from the line above and still has beta1 in it instead of beta2
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m = np.zeros(np.shape(w))
    v = np.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad_eval = gradient(w)
        m = beta1 * m + (1 - beta1) * grad_eval
        v = beta2 * v + (1 - beta2) * grad_eval**2
        m_hat = m / (1 - beta1**k)
        v_hat = v / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole corrected_averages_carried_on: the bias-corrected averages are stored and averaged further in the next step, so that the correction is applied again and again
class MovingAverage:
    """exponential average with correction of the bias"""

    def __init__(self, decay, like):
        self.decay = decay
        self.avg = jnp.zeros_like(jnp.asarray(like, dtype=float))
        self.count = 0

    def update(self, x):
        self.count += 1
        self.avg = self.decay * self.avg + (1 - self.decay) * x
        self.avg = self.avg / (1 - self.decay**self.count)
        return self.avg


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    cost_and_slope = jax.value_and_grad(g)
    first = MovingAverage(beta1, w)
    second = MovingAverage(beta2, w)
    points = []
    costs = []
    for _ in range(max_its):
        c, s = cost_and_slope(w)
        points.append(w)
        costs.append(c)
        w = w - alpha * first.update(s) / (jnp.sqrt(second.update(s * s)) + eps)
    points.append(w)
    costs.append(g(w))
    return points, costs
