import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single pull_without_alpha: the difference of the roots is not divided by alpha before it is multiplied with the old point
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = jnp.zeros_like(w)
    n = jnp.full_like(w, initial)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        gk = grad(w)
        n_new = n + gk**2
        z = z + gk - (jnp.sqrt(n_new) - jnp.sqrt(n)) * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single beta_not_divided: below the line only the root is divided by alpha, beta + sqrt(n) / alpha + 2 l2, and beta is not
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.grad(g)
    z = 0.0 * w
    n = initial + 0.0 * w
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        slope = gradient(w)
        n_old = n
        n = n_old + slope * slope
        sigma = (jnp.sqrt(n) - jnp.sqrt(n_old)) / alpha
        z = z + slope - sigma * w
        w = (jnp.clip(z, -l1, l1) - z) / (beta + jnp.sqrt(n) / alpha + 2 * l2)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole old_n_below: below the line stands the root of the old n^(k-1) in place of the new n^k
class Leader:
    def __init__(self, shape, alpha, beta, initial, l1, l2):
        self.z = np.zeros(shape)
        self.n = np.full(shape, initial)
        self.alpha, self.beta, self.l1, self.l2 = alpha, beta, l1, l2

    def shrink(self):
        z = self.z
        return np.where(np.abs(z) <= self.l1, 0.0, np.sign(z) * self.l1 - z)

    def follow(self, w, grad):
        grad = np.asarray(grad)
        n_next = self.n + grad * grad
        self.z = self.z + grad - (np.sqrt(n_next) - np.sqrt(self.n)) / self.alpha * w
        below = (self.beta + np.sqrt(self.n)) / self.alpha + 2 * self.l2
        self.n = n_next
        return self.shrink() / below


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    leader = Leader(np.shape(w), alpha, beta, initial, l1, l2)
    slope = jax.grad(g)
    trail = [w]
    for _ in range(max_its):
        here = trail[-1]
        trail.append(leader.follow(here, slope(here)))
    return trail, [g(p) for p in trail]


# %% whole common_n_hard_cut: n adds up the squares of all components into one number for all of them, and weights with |z| above l1 are not moved towards 0 by l1 (a hard cut in place of the clip)
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    dg = jax.jit(jax.grad(g))
    z = np.zeros(np.shape(w))
    n = initial
    weights = [np.array(w, dtype=float)]
    costs = [float(g(w))]
    for k in range(1, max_its + 1):
        grad = np.asarray(dg(w))
        n_before = n
        n = n_before + float(np.sum(grad ** 2))
        z = z + grad - (n ** 0.5 - n_before ** 0.5) / alpha * w
        scale = (beta + n ** 0.5) / alpha + 2 * l2
        keep = np.abs(z) > l1
        w = np.where(keep, -z / scale, 0.0)
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs
