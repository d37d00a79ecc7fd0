import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single bias_corrected_like_adam: v is divided by 1 - rho^k before the root is taken, Adam's bias correction, which RMSprop does not have
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        v = rho * v + (1 - rho) * d**2
        w = w - alpha * d / jnp.sqrt(v / (1 - rho**k) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_v_for_all_and_eps_outside: v averages the squared length of the whole gradient, one number for all components, in place of the square of each component; and eps is added to the root in place of under it
class RunningMean:
    def __init__(self, rho):
        self.rho = rho
        self.value = 0.0

    def add(self, x):
        self.value = self.rho * self.value + (1 - self.rho) * x
        return self.value


def rmsprop(g, alpha, rho, eps, max_its, w):
    df = jax.grad(g)
    squares = RunningMean(rho)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        grad = np.asarray(df(w))
        v = squares.add(np.sum(grad * grad))
        w = w - alpha / (np.sqrt(v) + eps) * grad
        ws.append(w)
        cs.append(g(w))
    return ws, cs
