import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single u_averages_alpha_d: u averages the squares of the steps taken, (alpha d)^2, in place of d^2
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * slope
        step = alpha * d
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside_roots: eps is added outside both square roots, (sqrt(u) + eps) / (sqrt(v) + eps), in place of inside
def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    u, v = 0 * w, 0 * w
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        slope = gradient(w)
        v = rho * v + (1 - rho) * slope**2
        d = (jnp.sqrt(u) + eps) / (jnp.sqrt(v) + eps) * slope
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole old_v_below: d is made with the old v^(k-1) below the line, because v is brought up to date only at the end of the step, together with u, in place of the new v^k
def rms(mean_square, eps):
    return np.sqrt(mean_square + eps)


class Averages:
    def __init__(self, rho):
        self.rho = rho
        self.of_steps = 0.0
        self.of_slopes = 0.0

    def refresh(self, step, slope):
        self.of_steps = self.rho * self.of_steps + (1 - self.rho) * step**2
        self.of_slopes = self.rho * self.of_slopes + (1 - self.rho) * slope**2


def adadelta(g, alpha, rho, eps, max_its, w):
    derivative = jax.jit(jax.grad(g))
    averages = Averages(rho)
    history = [(w, float(g(w)))]
    for _ in range(max_its):
        slope = np.asarray(derivative(w))
        step = rms(averages.of_steps, eps) / rms(averages.of_slopes, eps) * slope
        averages.refresh(step, slope)
        w = w - alpha * step
        history.append((w, float(g(w))))
    points, costs = zip(*history)
    return points, costs


# %% whole roots_forgotten: both square roots are left out, d = (u + eps) / (v + eps) g, the quotient of the mean squares in place of the quotient of their roots
def adadelta(g, alpha, rho, eps, max_its, w):
    scalar = np.ndim(w) == 0
    N = np.size(w)
    slope_of = jax.grad(g)
    path = np.zeros((max_its + 1, N))
    path[0] = w
    u = np.zeros(N)
    v = np.zeros(N)
    costs = [float(g(w))]
    for k in range(1, max_its + 1):
        now = path[k - 1][0] if scalar else path[k - 1]
        slopes = np.atleast_1d(np.asarray(slope_of(now)))
        for j in range(N):
            s = slopes[j]
            v[j] = rho * v[j] + (1 - rho) * s**2
            d = (u[j] + eps) / (v[j] + eps) * s
            u[j] = rho * u[j] + (1 - rho) * d**2
            path[k, j] = path[k - 1, j] - alpha * d
        costs.append(float(g(path[k][0] if scalar else path[k])))
    return path, costs
