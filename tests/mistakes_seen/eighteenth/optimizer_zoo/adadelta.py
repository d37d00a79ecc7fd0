import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single alpha_in_u: u averages the squares of the scaled step alpha d instead of the squares of d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside: eps is added outside both roots, (sqrt(u) + eps) / (sqrt(v) + eps), instead of inside
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        d = (jnp.sqrt(u) + eps) / (jnp.sqrt(v) + eps) * slope
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single old_v: d is made with the old v of the step before, because v is brought up to date only after d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        u = rho * u + (1 - rho) * d**2
        v = rho * v + (1 - rho) * slope**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole u_starts_at_one: eps stands only below the line, and u starts at 1 instead of 0 so that the first step is possible
class Running:
    """A running mean of squares."""

    def __init__(self, start, rho):
        self.value = start
        self.rho = rho

    def add(self, x):
        self.value = self.rho * self.value + (1 - self.rho) * x * x
        return self.value


def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    grads = Running(jnp.zeros_like(w), rho)
    steps = Running(jnp.ones_like(w), rho)  # with zeros nothing ever moves
    ws = [w]
    for k in range(max_its):
        slope = grad(ws[-1])
        bottom = jnp.sqrt(grads.add(slope) + eps)
        d = jnp.sqrt(steps.value) * slope / bottom
        steps.add(d)
        ws.append(ws[-1] - alpha * d)
    return ws, [g(p) for p in ws]


# %% whole one_rms_and_rho_swapped: the RMS is one number for all components (a mean over the components) instead of one for each component, and rho and 1 - rho are swapped in both averages
def RMS(x, eps):
    return jnp.sqrt(jnp.mean(x) + eps)


def average(old, new, rho):
    return (1 - rho) * old + rho * new**2


def adadelta(g, alpha, rho, eps, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    Eg = 0 * w
    Ed = 0 * w
    dg = jax.grad(g)
    k = 0
    while k < max_its:
        gk = dg(w)
        Eg = average(Eg, gk, rho)
        delta = RMS(Ed, eps) / RMS(Eg, eps) * gk
        Ed = average(Ed, delta, rho)
        w = w - alpha * delta
        weight_history.append(w)
        cost_history.append(g(w))
        k += 1
    return weight_history, cost_history
