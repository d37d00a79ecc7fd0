import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single averages_the_scaled_step: u averages the squares of alpha d, the step as taken, instead of the squares of d
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = grad(w)
        v = rho * v + (1 - rho) * gk**2
        step = alpha * jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        u = rho * u + (1 - rho) * step**2
        w = w - step
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside_roots: epsilon is added outside both roots, sqrt(u) + eps over sqrt(v) + eps, instead of inside
def adadelta(g, alpha, rho, eps, max_its, w):
    grad = jax.grad(g)
    u, v = 0.0 * w, 0.0 * w
    ws, costs = [w], [g(w)]
    for _ in range(max_its):
        slope = grad(w)
        v = rho * v + (1 - rho) * slope**2
        d = (jnp.sqrt(u) + eps) / (jnp.sqrt(v) + eps) * slope
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single old_v_in_d: d is made of the old v^(k-1), because v is brought up to date only after d
def adadelta(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    u = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        d = jnp.sqrt(u + eps) / jnp.sqrt(v + eps) * gk
        v = rho * v + (1 - rho) * gk**2
        u = rho * u + (1 - rho) * d**2
        w = w - alpha * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole one_rms_and_no_alpha: the helper rms averages over the components, so that all share one number (wrong for N > 1), and alpha is left out of the step as in the paper
def rms(mean_square, eps):
    # root mean square, eps keeps it away from 0
    return jnp.sqrt(jnp.mean(mean_square) + eps)


def adadelta(g, alpha, rho, eps, max_its, w):
    x = jnp.asarray(w)
    E_g2 = jnp.zeros_like(x)
    E_dx2 = jnp.zeros_like(x)
    g_grad = jax.grad(g)

    xs = [x]
    for t in range(max_its):
        g_t = g_grad(x)
        E_g2 = rho * E_g2 + (1 - rho) * g_t**2
        dx = -rms(E_dx2, eps) / rms(E_g2, eps) * g_t
        E_dx2 = rho * E_dx2 + (1 - rho) * dx**2
        x = x + dx
        xs.append(x)

    costs = [g(x) for x in xs]
    return xs, costs


# %% whole gradient_in_u: u accumulates the squares of the gradient like v, instead of the squares of d
def accumulate(average, value, rho):
    return rho * average + (1.0 - rho) * value * value


def adadelta(g, alpha, rho, eps, max_its, w):
    value_and_slope = jax.jit(jax.value_and_grad(g))
    state = {"u": np.zeros(np.shape(w)), "v": np.zeros(np.shape(w))}
    weights, costs = [], []
    for k in range(max_its + 1):
        cost, slope = value_and_slope(w)
        weights.append(w)
        costs.append(cost)
        if k == max_its:
            break
        slope = np.asarray(slope)
        state["v"] = accumulate(state["v"], slope, rho)
        delta = np.sqrt((state["u"] + eps) / (state["v"] + eps)) * slope
        state["u"] = accumulate(state["u"], slope, rho)
        w = w - alpha * delta
    return weights, costs
