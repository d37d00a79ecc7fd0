import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single heavy_ball: the factor (1 - beta) at the gradient is missing
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = 0 * w
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - grad(w)
        w = w + alpha * h
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single starts_at_gradient: h starts at minus the gradient of the start and not at zero
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = -grad(w)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single beta_exchanged: beta and 1 - beta are exchanged
def momentum(g, alpha, beta, max_its, w):
    h = np.zeros_like(w)
    weights = [w]
    for k in range(max_its):
        h = (1 - beta) * h - beta * jax.grad(g)(w)
        w = w + alpha * h
        weights.append(w)
    return weights, [g(v) for v in weights]

# %% single old_h: w moves with the h of the step before
def momentum(g, alpha, beta, max_its, w):
    h = jnp.zeros(jnp.shape(w))
    W, G = [w], [g(w)]
    for k in range(max_its):
        h_new = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h
        h = h_new
        W.append(w)
        G.append(g(w))
    return W, G

# %% single stale_gradient: the gradient is computed once, at the start, and never again
def momentum(g, alpha, beta, max_its, w):
    d = jax.grad(g)(w)
    h = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * d
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole nesterov: takes the gradient at the point ahead, w + beta h, as Nesterov does
def momentum(g, alpha, beta, max_its, w):
    """Momentum with exponential average."""
    gradient = jax.grad(g)
    velocity = np.zeros_like(w)
    history = {"w": [w], "g": [g(w)]}
    for step in range(max_its):
        lookahead = w + beta * velocity
        velocity = beta * velocity - (1 - beta) * gradient(lookahead)
        w = w + alpha * velocity
        history["w"].append(w)
        history["g"].append(g(w))
    return history["w"], history["g"]

# %% whole pytorch_style: torch's SGD: first buffer is the gradient itself, no (1 - beta); in place, so rows are aliased for N > 1
def momentum(g, alpha, beta, max_its, w):
    grad_fn = jax.jit(jax.grad(g))
    buf = None
    w_hist, c_hist = [w], [float(g(w))]
    for i in range(max_its):
        d = np.asarray(grad_fn(w))
        if buf is None:
            buf = d.copy()
        else:
            buf = beta * buf + d
        w -= alpha * buf
        w_hist.append(w)
        c_hist.append(float(g(w)))
    return w_hist, c_hist

# %% whole bias_corrected: the average is bias-corrected as in Adam, by a factor that is off by one, too
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    ws = [w]
    cs = [g(w)]
    for k in range(1, max_its + 1):
        m = beta * m + (1 - beta) * grad(w)
        m_hat = m / (1 - beta ** (k + 1))
        w = w - alpha * m_hat
        ws.append(w)
        cs.append(g(w))
    return ws, cs
