import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single full_norm: divides by the length of the whole gradient
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / (jnp.sqrt(jnp.sum(d**2)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single eps_inside: eps stands inside the square root
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / jnp.sqrt(d**2 + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single sign_only: the sign of the gradient, so that eps plays no part
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    weights = [w]
    for _ in range(max_its):
        weights.append(weights[-1] - alpha * jnp.sign(jax.grad(g)(weights[-1])))
    return weights, [g(v) for v in weights]

# %% single eps_ignored: 1e-8 is written in place of the argument eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    dg = jax.grad(g)
    W = [w]
    C = [g(w)]
    for i in range(max_its):
        slope = dg(w)
        w = w - alpha * slope / (abs(slope) + 1e-8)
        W.append(w)
        C.append(g(w))
    return W, C

# %% single squared_denominator: divides by the square and not by its root
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * d / (d**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole eps_as_threshold: eps is read as a threshold below which the step is not normalized
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.grad(g)
    ws = [w]
    for _ in range(max_its):
        d = grad(ws[-1])
        size = jnp.abs(d)
        # avoid division by zero
        unit = jnp.where(size > eps, d / jnp.where(size > eps, size, 1.0), d)
        ws.append(ws[-1] - alpha * unit)
    return ws, [g(w) for w in ws]

# %% whole max_norm_and_prints: normalizes by the largest component, with a loop over components
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    print("normalized GD, alpha =", alpha)
    w = np.array(w, dtype=float)
    history, costs = [w.copy()], [float(g(w))]
    for it in range(max_its):
        d = np.array(jax.grad(g)(w))
        biggest = np.max(np.abs(d))
        step = d / (biggest + eps)
        w = w - alpha * step
        history.append(w.copy())
        costs.append(float(g(w)))
    return history, costs

# %% whole ascent_and_short: goes uphill by a lost minus sign, and one step is missing
def normalize(d, eps):
    return d / (jnp.sqrt(d * d) + eps)

def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    f = jax.value_and_grad(g)
    wh, ch = [], []
    for k in range(max_its):
        c, d = f(w)
        wh.append(w)
        ch.append(c)
        w = w + alpha * normalize(d, eps)
    return wh, ch
