import jax
import jax.numpy as jnp
import numpy as np

# %% single plus: plus where minus is meant
def newton(g, max_its, w):
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w + jnp.linalg.solve(jax.hessian(g)(w), jax.grad(g)(w))
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single diagonal_only: only the diagonal of the Hessian is used
def newton(g, max_its, w):
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w - jax.grad(g)(w) / jnp.diag(jax.hessian(g)(w))
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single hessian_at_start: the Hessian is computed at the start only
def newton(g, max_its, w):
    H = jax.hessian(g)(w)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w - jnp.linalg.solve(H, jax.grad(g)(w))
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single damped: the step is halved
def newton(g, max_its, w):
    weights = [w]
    for _ in range(max_its):
        H, d = jax.hessian(g)(w), jax.grad(g)(w)
        w = w - 0.5 * jnp.linalg.inv(H) @ d
        weights.append(w)
    return weights, [g(v) for v in weights]

# %% single multiplied: the gradient is multiplied by the Hessian and not by its inverse
def newton(g, max_its, w):
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w - jax.hessian(g)(w) @ jax.grad(g)(w)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% whole regularized: adds 1e-1 times the identity to the Hessian, against singular ones
def newton(g, max_its, w):
    gradient = jax.grad(g)
    hess = jax.hessian(g)
    epsilon = 0.1
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        A = hess(w) + epsilon * np.eye(w.size)
        b = hess(w) @ w - gradient(w)
        w = np.linalg.solve(A, b)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole newton_for_roots: Newton for a zero of g: w - g / g', component by component
def newton(g, max_its, w):
    ws = [w]
    gs = [g(w)]
    for i in range(max_its):
        d = jax.grad(g)(w)
        w = w - g(w) / d
        ws.append(w)
        gs.append(g(w))
    return ws, gs

# %% whole elementwise_inverse: the inverse of the Hessian is made entry by entry (1 / H), costs before the step
def newton(g, max_its, w):
    f = jax.value_and_grad(g)
    W, G = [w], [g(w)]
    for it in range(max_its):
        c, d = f(w)
        H_inv = 1.0 / np.array(jax.hessian(g)(w))
        w = w - H_inv @ d
        W.append(w)
        G.append(c)
    return W, G
