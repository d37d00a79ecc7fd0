import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single m_first: m is brought up to date before w moves
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        m = beta2 * m + (1 - beta2) * d
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * d)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single betas_exchanged: beta1 and beta2 are exchanged
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * jnp.sign(beta2 * m + (1 - beta2) * d)
        m = beta1 * m + (1 - beta1) * d
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single sign_of_gradient: only the sign of the gradient is used, the memory plays no part
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * jnp.sign(grad(w))
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single direction_kept: the mixture for the direction is kept as the memory, beta2 is not used
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        m = beta1 * m + (1 - beta1) * grad(w)
        w = w - alpha * jnp.sign(m)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single sign_too_early: the sign is taken of the gradient before it is mixed, in the direction
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        w = w - alpha * (beta1 * m + (1 - beta1) * jnp.sign(d))
        m = beta2 * m + (1 - beta2) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole m_at_new_point: m is brought up to date with the gradient at the new point
def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.grad(g)
    memory = np.zeros_like(w)
    weights = [w]
    costs = [g(w)]
    for step in range(max_its):
        direction = jnp.sign(beta1 * memory + (1 - beta1) * gradient(w))
        w = w - alpha * direction
        memory = beta2 * memory + (1 - beta2) * gradient(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs

# %% whole weight_decay: has a weight decay of 0.01 as in the paper
def lion(g, alpha, beta1, beta2, max_its, w, weight_decay=0.01):
    ema = jnp.zeros_like(w)
    hist_w, hist_c = [w], [g(w)]
    for t in range(max_its):
        d = jax.grad(g)(w)
        update = jnp.sign(ema * beta1 + d * (1 - beta1))
        ema = ema * beta2 + d * (1 - beta2)
        w = w - alpha * (update + weight_decay * w)
        hist_w.append(w)
        hist_c.append(g(w))
    return hist_w, hist_c

# %% whole first_gradient_memory: the memory starts at the first gradient, and betas weigh the gradient (exchanged with 1 - beta)
def lion(g, alpha, beta1, beta2, max_its, w):
    grads = [jax.grad(g)(w)]
    m = grads[0]
    out = [w]
    for i in range(max_its):
        d = jax.grad(g)(out[-1])
        c = (1 - beta1) * m + beta1 * d
        out.append(out[-1] - alpha * jnp.sign(c))
        m = (1 - beta2) * m + beta2 * d
    return out, [g(o) for o in out]
