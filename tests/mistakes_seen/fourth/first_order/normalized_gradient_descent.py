import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_whole_norm: every component is divided by the length of the whole gradient, norm(grad) + eps, in place of by its own size, |g_j| + eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / (jnp.sqrt(jnp.sum(d**2)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_inside_root: eps is added inside the square root, sqrt(g_j^2 + eps), in place of outside, sqrt(g_j^2) + eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    ws = [w]
    costs = [g(w)]
    for k in range(max_its):
        slope = gradient(w)
        w = w - alpha * slope / jnp.sqrt(slope**2 + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole sign_without_eps: each coordinate moves by alpha times the sign of its slope (+1, -1, or 0), and eps is not used at all, in place of g_j / (|g_j| + eps)
def direction(slopes):
    signs = []
    for s in slopes:
        if s > 0:
            signs.append(1.0)
        elif s < 0:
            signs.append(-1.0)
        else:
            signs.append(0.0)
    return signs


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    scalar = np.ndim(w) == 0
    dg = jax.jit(jax.grad(g))
    here = [float(c) for c in np.ravel(w)]

    def as_argument(p):
        return p[0] if scalar else np.array(p)

    weights = [as_argument(here)]
    costs = [float(g(as_argument(here)))]
    for _ in range(max_its):
        go = direction(np.ravel(dg(as_argument(here))))
        here = [x - alpha * s for x, s in zip(here, go)]
        weights.append(as_argument(here))
        costs.append(float(g(as_argument(here))))
    return weights, costs


# %% whole last_entry_left_zero: the histories are arrays of K + 1 zeros, and the loop over range(1, max_its) takes one step too few, so that the last entry of both stays 0, in place of holding w^K and g(w^K)
def normalize(component, eps):
    size = np.sqrt(component * component)
    return component / (size + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    slope_of = jax.grad(g)
    w_hist = np.zeros((max_its + 1, *np.shape(w)))
    g_hist = np.zeros(max_its + 1)
    w_hist[0] = w
    g_hist[0] = g(w)
    for k in range(1, max_its):
        slope = np.asarray(slope_of(w_hist[k - 1]))
        w_hist[k] = w_hist[k - 1] - alpha * normalize(slope, eps)
        g_hist[k] = g(w_hist[k])
    return w_hist, g_hist
