import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single new_u: u is brought up to date with the gradient's square before d is made
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        s = grad(w)
        v = rho * v + (1 - rho) * s**2
        u = rho * u + (1 - rho) * s**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * s
        w = w - alpha * d
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single alpha_in_u: u averages the squares of alpha d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        s = grad(w)
        v = rho * v + (1 - rho) * s**2
        d = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * s
        u = rho * u + (1 - rho) * d**2
        w = w - d
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single old_v: d is made with the v of the step before
def adadelta(g, alpha, rho, eps, max_its, w):
    u = v = jnp.zeros_like(w)
    W, C = [w], [g(w)]
    for k in range(max_its):
        s = jax.grad(g)(w)
        d = jnp.sqrt((u + eps) / (v + eps)) * s
        v = rho * v + (1 - rho) * s**2
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        W.append(w)
        C.append(g(w))
    return W, C

# %% single no_alpha: alpha is left out, as in the paper
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        s = grad(w)
        v = rho * v + (1 - rho) * s**2
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * s
        u = rho * u + (1 - rho) * d**2
        w = w - d
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single eps_outside_roots: eps is added outside both roots
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

# %% whole u_of_weights: u averages the squares of the weights, not of the steps
def rms(x, eps):
    return jnp.sqrt(x + eps)

def adadelta(g, alpha, rho, eps, max_its, w):
    Eg = 0.0
    Ew = 0.0
    weights = [w]
    costs = [g(w)]
    for t in range(max_its):
        gt = jax.grad(g)(w)
        Eg = rho * Eg + (1 - rho) * gt**2
        dw = -rms(Ew, eps) / rms(Eg, eps) * gt
        w = w + alpha * dw
        Ew = rho * Ew + (1 - rho) * w**2
        weights.append(w)
        costs.append(g(w))
    return weights, costs

# %% whole u_never_updated: forgets to update u (it stays zero), and records the cost before the step
def adadelta(g, alpha, rho, eps, max_its, w):
    f = jax.value_and_grad(g)
    accumulated_grad = np.zeros_like(w)
    accumulated_step = np.zeros_like(w)
    ws = [w]
    cs = [g(w)]
    for _ in range(max_its):
        c, d = f(w)
        accumulated_grad = rho * accumulated_grad + (1 - rho) * d**2
        step = jnp.sqrt(accumulated_step + eps) / jnp.sqrt(accumulated_grad + eps) * d
        w = w - alpha * step
        ws.append(w)
        cs.append(c)
    return ws, cs

# %% whole rho_swapped_state: a state tuple; rho and 1 - rho are exchanged for both averages
def update(state, d, rho, eps):
    v, u = state
    v = (1 - rho) * v + rho * d**2
    delta = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * d
    u = (1 - rho) * u + rho * delta**2
    return (v, u), delta

def adadelta(g, alpha, rho, eps, max_its, w):
    state = (0.0, 0.0)
    history = [w]
    for _ in range(max_its):
        state, delta = update(state, jax.grad(g)(w), rho, eps)
        w = w - alpha * delta
        history.append(w)
    return history, [g(x) for x in history]
