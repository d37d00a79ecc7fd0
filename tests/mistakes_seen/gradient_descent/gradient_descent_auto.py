import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single k_from_zero_plus_two: the diminishing steplength begins with 1/2
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = 1 / (k + 1)
        w = w - alpha * grad(w)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single flag_ignored: the steplength stays fixed whatever diminishing_alpha says
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.value_and_grad(g)
    ws, cs = [w], []
    for k in range(max_its):
        c, d = gradient(w)
        cs.append(c)
        w = w - alpha * d
        ws.append(w)
    cs.append(g(w))
    return ws, cs

# %% single flag_inverted: fixed and diminishing are exchanged
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            steplength = alpha
        else:
            steplength = 1 / k
        w = w - steplength * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single pair_swapped: the cost history is returned first
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    W, C = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / k if diminishing_alpha else alpha
        w = w - a * grad(w)
        W.append(w)
        C.append(g(w))
    return C, W

# %% single cumulative_division: alpha is divided by k again and again
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * grad(w)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% whole best_weights: returns the best pair only, not the histories
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad_fn = jax.jit(jax.grad(g))
    weights, costs = [w], [g(w)]
    for k in range(max_its):
        lr = 1 / (k + 1) if diminishing_alpha else alpha
        w = w - lr * grad_fn(w)
        weights.append(w)
        costs.append(g(w))
    best = int(np.argmin(np.array(costs)))
    return weights[best], costs[best]

# %% whole one_twice: the steplength is 1/k with k counted from 0 and guarded by max(k, 1), so that 1 comes twice
def schedule(alpha, k, diminishing):
    return 1.0 / max(k, 1) if diminishing else alpha

def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        step = schedule(alpha, k, diminishing_alpha)
        w = w - step * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole central_differences: numerical slope for N = 1 in place of JAX, with h = 0.5; for N = 2 the same slope for both coordinates
def slope(g, w):
    h = 0.5
    return (g(w + h) - g(w - h)) / (2 * h)

def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    ws, gs = [w], [g(w)]
    for k in range(1, max_its + 1):
        lr = alpha
        if diminishing_alpha == True:
            lr = 1 / k
        w = w - lr * slope(g, w)
        ws.append(w)
        gs.append(g(w))
    return ws, gs
