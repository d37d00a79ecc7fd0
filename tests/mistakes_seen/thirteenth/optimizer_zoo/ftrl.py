import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single l2_counted_once: lambda_2 stands below the line once, as in the paper, instead of twice
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = jnp.zeros_like(w)
    n = jnp.full_like(w, initial)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        n_new = n + d**2
        z = z + d - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole hard_threshold_and_long_pull: where |z| is larger than l1, l1 is not taken off (a hard threshold), and the pull of the past point is not divided by alpha
class Leader:
    """what FTRL remembers"""

    def __init__(self, initial):
        self.z = 0.0
        self.n = initial

    def see(self, d, w):
        n_before = self.n
        self.n = self.n + d**2
        pull = jnp.sqrt(self.n) - jnp.sqrt(n_before)
        self.z = self.z + d - pull * w

    def point(self, alpha, beta, l1, l2):
        strength = (beta + jnp.sqrt(self.n)) / alpha + 2 * l2
        small = jnp.abs(self.z) <= l1
        return jnp.where(small, 0.0, -self.z / strength)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.grad(g)
    leader = Leader(initial)
    ws, costs = [w], [g(w)]
    for _ in range(max_its):
        leader.see(gradient(w), w)
        w = leader.point(alpha, beta, l1, l2)
        ws.append(w)
        costs.append(g(w))
    return ws, costs
