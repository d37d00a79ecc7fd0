import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single rho_swapped: rho and 1 - rho are swapped in the running mean
def rmsprop(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    v = np.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad_eval = gradient(w)
        v = (1 - rho) * v + rho * grad_eval**2
        w = w - alpha * grad_eval / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole bias_corrected_like_adam: the mean of squares is bias-corrected as in Adam, which RMSprop does not do
class RMSProp:
    def __init__(self, alpha, rho, eps):
        self.alpha, self.rho, self.eps = alpha, rho, eps
        self.mean_square = 0.0
        self.t = 0

    def __call__(self, w, slope):
        self.t += 1
        self.mean_square = self.rho * self.mean_square + (1 - self.rho) * slope**2
        unbiased = self.mean_square / (1 - self.rho**self.t)
        return w - self.alpha * slope / jnp.sqrt(unbiased + self.eps)


def rmsprop(g, alpha, rho, eps, max_its, w):
    optimizer = RMSProp(alpha, rho, eps)
    slope_at = jax.jit(jax.grad(g))
    trajectory = [w]
    for _ in range(max_its):
        trajectory.append(optimizer(trajectory[-1], slope_at(trajectory[-1])))
    return trajectory, list(map(g, trajectory))
