import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single eps_outside_both_roots: eps is added to the roots of u and v and not inside them
def rms(mean_square, eps):
    return jnp.sqrt(mean_square) + eps


def adadelta(g, alpha, rho, eps, max_its, w):
    dg = jax.grad(g)
    u = v = 0.0
    points = [w]
    for _ in range(max_its):
        slope = dg(points[-1])
        v = rho * v + (1 - rho) * slope**2
        d = rms(u, eps) / rms(v, eps) * slope
        u = rho * u + (1 - rho) * d**2
        points.append(points[-1] - alpha * d)
    return points, [g(p) for p in points]


# %% whole squares_of_the_way_moved: u averages the squares of the way that w has moved, alpha d, and not of d
class Adadelta:
    def __init__(self, alpha, rho, eps, like):
        self.alpha, self.rho, self.eps = alpha, rho, eps
        self.acc_grad = jnp.zeros(jnp.shape(like))
        self.acc_move = jnp.zeros(jnp.shape(like))

    def update(self, w, grad):
        self.acc_grad = self.rho * self.acc_grad + (1 - self.rho) * grad**2
        ratio = jnp.sqrt((self.acc_move + self.eps) / (self.acc_grad + self.eps))
        new = w - self.alpha * ratio * grad
        self.acc_move = self.rho * self.acc_move + (1 - self.rho) * (new - w) ** 2
        return new


def adadelta(g, alpha, rho, eps, max_its, w):
    optimizer = Adadelta(alpha, rho, eps, w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = optimizer.update(w, jax.grad(g)(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
