import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside: eps is added outside the square root, sqrt(v) + eps, instead of inside
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = np.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        gk = grad(w)
        v = rho * v + (1 - rho) * gk**2
        w = w - alpha * gk / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single moved_before_v: w moves first, with the old v, and v is brought up to date afterwards
def rmsprop(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    v = np.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = grad(w)
        w = w - alpha * gk / jnp.sqrt(v + eps)
        v = rho * v + (1 - rho) * gk**2
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single rho_on_the_new: rho and 1 - rho are exchanged in the running mean: the new square has the weight rho
def rmsprop(g, alpha, rho, eps, max_its, w):
    dg = jax.grad(g)
    v = 0.0
    ws, cs = [w], [g(w)]
    for k in range(max_its):
        d = dg(w)
        v = (1 - rho) * v + rho * d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% whole mean_over_components: the square that is averaged is the mean over all components of the gradient, one number for all, instead of each component's own square; with one coordinate it is right
def mean_square(x):
    return jnp.mean(x * x)


def rmsprop(g, alpha, rho, eps, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    v = 0.0
    weight_history = []
    cost_history = []

    for k in range(max_its + 1):
        cost, grad = value_and_grad(w)
        weight_history.append(w)
        cost_history.append(cost)

        v = rho * v + (1 - rho) * mean_square(grad)
        rms = jnp.sqrt(v + eps)
        w = w - alpha / rms * grad

    return weight_history, cost_history


# %% whole corrected_like_adam: v is bias-corrected by 1 - rho^k before the root is taken, as in Adam; RMSprop uses v as it is
def rmsprop(g, alpha, rho, eps, max_its, w):
    N = np.size(w)
    W = np.zeros((max_its + 1, N))
    W[0] = w
    costs = [g(w)]
    avg = np.zeros(N)
    power = 1.0
    for k in range(1, max_its + 1):
        point = W[k - 1] if N > 1 else W[k - 1][0]
        d = np.ravel(jax.grad(g)(point))
        avg = rho * avg + (1 - rho) * d**2
        power *= rho
        # the average starts at zero, so it is too small in the beginning
        corrected = avg / (1 - power)
        W[k] = W[k - 1] - alpha * d / np.sqrt(corrected + eps)
        costs.append(g(W[k] if N > 1 else W[k][0]))
    return W, costs
