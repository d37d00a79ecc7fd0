import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside: eps is added to both roots, of u and of v, in place of standing inside of them
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        d = (jnp.sqrt(u) + eps) / (jnp.sqrt(v) + eps) * slope
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole plain_means: the running means are plain averages of all squares so far, with equal weights, and rho is never used
def mean_square(past, shape):
    if len(past) == 0:
        return np.zeros(shape)
    return np.mean(np.square(np.array(past)), axis=0)


def adadelta(g, alpha, rho, eps, max_its, w):
    shape = np.shape(w)
    gradients, deltas = [], []
    ws, costs = [w], [float(g(w))]
    while len(deltas) < max_its:
        gradients.append(np.asarray(jax.grad(g)(w)))
        top = np.sqrt(mean_square(deltas, shape) + eps)
        bottom = np.sqrt(mean_square(gradients, shape) + eps)
        deltas.append(top / bottom * gradients[-1])
        w = w - alpha * deltas[-1]
        ws.append(w)
        costs.append(float(g(w)))
    return ws, costs
