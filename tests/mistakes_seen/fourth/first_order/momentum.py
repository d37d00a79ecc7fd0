import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single heavy_ball: the gradient enters h with the factor 1, h = beta h - grad (the heavy ball), in place of 1 - beta
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single average_starts_at_gradient: the average starts at the first negative gradient, h^0 = -grad g(w^0), in place of h^0 = 0
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = -gradient(w)
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole nesterov: the gradient is taken at the point ahead, w + alpha beta h (Nesterov), in place of the old point w^(k-1)
def momentum(g, alpha, beta, max_its, w):
    slope_at = jax.jit(jax.grad(g))

    def positions():
        here, speed = w, 0.0
        yield here
        for _ in range(max_its):
            ahead = here + alpha * beta * speed
            speed = beta * speed - (1 - beta) * np.asarray(slope_at(ahead))
            here = here + alpha * speed
            yield here

    trace = list(positions())
    return trace, [g(p) for p in trace]


# %% whole beta_on_gradient: the two weights of the average are exchanged, h = (1 - beta) h - beta grad, in place of h = beta h - (1 - beta) grad
def blend(share, new_part, old_part):
    """share of the new, and the rest of the old"""
    return share * new_part + (1.0 - share) * old_part


def momentum(g, alpha, beta, max_its, w):
    N = int(np.size(w))
    shape = np.shape(w)
    dg = jax.grad(g)
    table = np.empty((max_its + 1, N))
    table[0, :] = w
    h = [0.0] * N
    for row in range(1, max_its + 1):
        before = table[row - 1].reshape(shape)
        slopes = np.ravel(dg(before if shape else before[()]))
        for j in range(N):
            h[j] = blend(beta, -float(slopes[j]), h[j])
            table[row, j] = table[row - 1, j] + alpha * h[j]
    costs = []
    for row in table:
        costs.append(float(g(row if shape else row[0])))
    return (table if shape else table[:, 0]), costs
