import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single by_the_length_of_the_gradient: all components are divided by the length of the whole gradient plus eps in place of each by its own size plus eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad_eval = gradient(w)
        w = w - alpha * grad_eval / (jnp.linalg.norm(grad_eval) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_inside_the_root: eps is added inside the square root, sqrt(g_j^2 + eps), in place of sqrt(g_j^2) + eps
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    d = jax.grad(g)
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        dw = d(w)
        w = w - alpha * dw / jnp.sqrt(dw**2 + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% whole sign_of_the_gradient: every coordinate moves by alpha against the sign of its partial derivative, and eps is ignored
def direction(slope):
    # keep only the sign of each component
    if np.ndim(slope) == 0:
        return float(np.sign(slope))
    result = np.zeros(len(slope))
    for j in range(len(slope)):
        if slope[j] > 0:
            result[j] = 1.0
        elif slope[j] < 0:
            result[j] = -1.0
    return result


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    points = [w]
    for k in range(1, max_its + 1):
        last = points[-1]
        points.append(last - alpha * direction(np.array(jax.grad(g)(last))))
    return np.array(points), [float(g(p)) for p in points]


# %% whole bracket_forgotten: a bracket is missing: eps is added to the quotient, g_j / sqrt(g_j^2) + eps, in place of to the denominator (and 0/0 gives nan where a partial derivative is 0)
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    W = np.empty((max_its + 1,) + np.shape(w))
    C = np.empty(max_its + 1)
    W[0], C[0] = w, g(w)
    nabla = jax.grad(g)
    for k in range(max_its):
        v = np.array(nabla(W[k]))
        v_norm = v / np.sqrt(v * v) + eps
        W[k + 1] = W[k] - alpha * v_norm
        C[k + 1] = g(W[k + 1])
    return W, C
