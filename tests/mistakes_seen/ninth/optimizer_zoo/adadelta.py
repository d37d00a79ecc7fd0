import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single steps_averaged_with_alpha: the squares of the whole steps alpha * d are averaged in u, and not those of d
def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    u = jnp.zeros(np.shape(w))
    v = jnp.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad = gradient(w)
        v = rho * v + (1 - rho) * grad**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * grad
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole old_mean_of_gradients: the step is made of the old mean of the squared gradients, because both means are brought up to date together at the end of the step
def rms(mean_square, eps):
    return jnp.sqrt(mean_square + eps)


def ewma(old, new, rho):
    return rho * old + (1.0 - rho) * new


def adadelta(g, alpha, rho, eps, max_its, w):
    dg = jax.jit(jax.grad(g))
    state = {"grads": 0.0, "deltas": 0.0}
    W = [w]
    for _ in range(max_its):
        slope = dg(W[-1])
        delta = rms(state["deltas"], eps) / rms(state["grads"], eps) * slope
        state = {
            "grads": ewma(state["grads"], slope**2, rho),
            "deltas": ewma(state["deltas"], delta**2, rho),
        }
        W.append(W[-1] - alpha * delta)
    return W, [g(p) for p in W]
