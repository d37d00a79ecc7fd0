import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single alpha_in_u: u averages the squares of the steps alpha * d and not those of d (the same only for alpha = 1)
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        v = rho * v + (1 - rho) * gk**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        u = rho * u + (1 - rho) * step**2
        w = w - step
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single old_v: d is made with the old v, because v is brought up to date only after the step
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        v = rho * v + (1 - rho) * gk**2
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single eps_outside_roots: eps is added to both roots, (sqrt(u) + eps) / (sqrt(v) + eps), instead of under them
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        v = rho * v + (1 - rho) * gk**2
        d = (jnp.sqrt(u) + eps) / (jnp.sqrt(v) + eps) * gk
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole no_roots: the quotient is (u + eps) / (v + eps) without the square roots, so means of squares are used in place of their roots
class RunningMean:
    def __init__(self, rho):
        self.rho = rho
        self.value = 0.0

    def update(self, x):
        self.value = self.rho * self.value + (1 - self.rho) * x**2
        return self.value


def adadelta(g, alpha, rho, eps, max_its, w):
    steps = RunningMean(rho)
    slopes = RunningMean(rho)
    weight_history = [w]
    cost_history = [g(w)]
    gradient = jax.jit(jax.grad(g))
    for _ in range(max_its):
        slope = gradient(w)
        slopes.update(slope)
        ratio = (steps.value + eps) / (slopes.value + eps)
        d = ratio * slope
        steps.update(d)
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole u_stays_zero: the helper computes the new u but does not return it, so u is 0 in every step and the numerator is always sqrt(eps)
def rms(x, eps):
    return jnp.sqrt(x + eps)


def one_step(w, grad, u, v, alpha, rho, eps):
    v = rho * v + (1 - rho) * grad * grad
    delta = rms(u, eps) / rms(v, eps) * grad
    u = rho * u + (1 - rho) * delta * delta
    return w - alpha * delta, v


def adadelta(g, alpha, rho, eps, max_its, w):
    w = jnp.asarray(w)
    accumulated_update = jnp.zeros(w.shape)
    accumulated_grad = jnp.zeros(w.shape)
    points = [w]
    for i in range(max_its):
        grad_i = jax.grad(g)(points[-1])
        new, accumulated_grad = one_step(
            points[-1], grad_i, accumulated_update, accumulated_grad, alpha, rho, eps
        )
        points.append(new)
    return points, [g(p) for p in points]
