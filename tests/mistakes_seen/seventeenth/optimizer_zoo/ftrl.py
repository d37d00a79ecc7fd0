import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single l2_once: lambda_2 stands once in the denominator instead of twice (as in the paper)
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = np.zeros_like(w)
    n = initial + np.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = grad(w)
        n_new = n + gk**2
        z = z + gk - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single root_of_difference: z is pulled back with sqrt(n_new - n_old) instead of sqrt(n_new) - sqrt(n_old)
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = 0.0 * w
    n = initial + 0.0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        n_old, n = n, n + gk**2
        sigma = jnp.sqrt(n - n_old) / alpha
        z = z + gk - sigma * w
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single n_from_zero: n starts at 0 and the argument initial is not used
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = np.zeros_like(w)
    n = np.zeros_like(w)
    ws, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        root_old = jnp.sqrt(n)
        n = n + d**2
        root = jnp.sqrt(n)
        z = z + d - (root - root_old) / alpha * w
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + root) / alpha + 2 * l2)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole hard_cut_and_beta_apart: where |z| exceeds l1 the numerator is -z in full (l1 is not taken off), and beta is added to sqrt(n)/alpha without being divided by alpha
def new_weight(z, n, alpha, beta, l1, l2):
    bottom = beta + np.sqrt(n) / alpha + 2 * l2
    return np.where(np.abs(z) <= l1, 0.0, -z / bottom)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    z = np.zeros(np.shape(w))
    n = np.full(np.shape(w), initial)
    weight_history = [w]
    cost_history = [g(w)]
    gradient = jax.grad(g)
    for k in range(max_its):
        d = np.asarray(gradient(w))
        n_next = n + d * d
        z = z + d - (np.sqrt(n_next) - np.sqrt(n)) / alpha * w
        n = n_next
        w = new_weight(z, n, alpha, beta, l1, l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole added_to_old_point: the new weight of FTRL is added to the old w as if it were a step; the old w should not stand in that line
class Ftrl:
    def __init__(self, alpha, beta, initial, l1, l2):
        self.alpha, self.beta = alpha, beta
        self.l1, self.l2 = l1, l2
        self.z, self.n = 0.0, initial

    def step(self, w, grad):
        n_old = self.n
        self.n = n_old + grad**2
        self.z = self.z + grad - (self.n**0.5 - n_old**0.5) / self.alpha * w
        top = jnp.clip(self.z, -self.l1, self.l1) - self.z
        bottom = (self.beta + self.n**0.5) / self.alpha + 2 * self.l2
        return w + top / bottom


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    opt = Ftrl(alpha, beta, initial, l1, l2)
    grad = jax.grad(g)
    history = [w]
    for _ in range(max_its):
        history.append(opt.step(history[-1], grad(history[-1])))
    costs = [g(h) for h in history]
    return history, costs
