import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_added_to_the_quotient: brackets are missing below the line, so eps is added to the quotient grad / sqrt(grad^2) and not to its denominator
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        grad = jax.grad(g)(w)
        w = w - alpha * (grad / jnp.sqrt(grad**2) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single divided_by_the_largest_component: all components are divided by the absolute value of the largest one instead of each by its own
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    df = jax.grad(g)
    ws = [w]
    for k in range(max_its):
        d = np.asarray(df(ws[-1]))
        ws.append(ws[-1] - alpha * d / (np.max(np.abs(d)) + eps))
    return ws, list(map(g, ws))


# %% single eps_ignored: the argument eps is not used; 1e-8 is written into the denominator
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    def direction(w):
        d = jax.grad(g)(w)
        return -d / (jnp.abs(d) + 1e-8)

    weights = [w]
    costs = [g(w)]
    for i in range(1, max_its + 1):
        weights.append(weights[i - 1] + alpha * direction(weights[i - 1]))
        costs.append(g(weights[i]))
    return weights, costs


# %% whole sum_of_all_squares_so_far: Adagrad: the size of a component is the root of the sum of its squares over all steps so far, so that the steps get shorter
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    grad = jax.jit(jax.grad(g))
    G = jnp.zeros_like(w)
    out_w = [w]
    out_g = [g(w)]
    for k in range(max_its):
        d = grad(w)
        G = G + d * d
        w = w - alpha * d / (jnp.sqrt(G) + eps)
        out_w.append(w)
        out_g.append(g(w))
    return out_w, out_g


# %% whole one_component_after_the_other: loops over the components and computes the gradient anew after each, so that later components see the new values of earlier ones
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    scalar = np.ndim(w) == 0
    x = np.atleast_1d(np.array(w, dtype=float))
    cost = (lambda x: g(x[0])) if scalar else g
    grad = jax.jit(jax.grad(cost))
    W, costs = [x.copy()], [float(cost(x))]
    for it in range(max_its):
        for j in range(len(x)):
            gj = float(grad(x)[j])
            x[j] = x[j] - alpha * gj / (np.sqrt(gj**2) + eps)
        W.append(x.copy())
        costs.append(float(cost(x)))
    return np.array(W), np.array(costs)
