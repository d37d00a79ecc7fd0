import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single moves_before_direction: w moves along the old direction h^(k-1), and h is brought up to date only after the move, so every step is one late and the first does not move at all
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad_eval = gradient(w)
        w = w + alpha * h
        h = beta * h - (1 - beta) * grad_eval
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single starts_at_gradient: the direction starts at the negative gradient at w^0 instead of at h^0 = 0, so the first step is a full gradient step
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = -grad(w)
    ws = [w]
    costs = [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * grad(w)
        w = w + alpha * h
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single cost_of_old_point: the cost is taken from value_and_grad before the step and appended beside the new point, so entry k of the cost history is g(w^(k-1)); the points are right
def momentum(g, alpha, beta, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    h = 0.0 * w
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        cost, slope = value_and_grad(w)
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole nesterov_look_ahead: takes the gradient at the look-ahead point w + alpha * beta * h (Nesterov) instead of at w^(k-1)
class MomentumState:
    def __init__(self, w):
        self.w = jnp.asarray(w)
        self.h = jnp.zeros_like(self.w)

    def update(self, grad_g, alpha, beta):
        # where the momentum would carry us
        ahead = self.w + alpha * beta * self.h
        self.h = beta * self.h - (1.0 - beta) * grad_g(ahead)
        self.w = self.w + alpha * self.h


def momentum(g, alpha, beta, max_its, w):
    grad_g = jax.jit(jax.grad(g))
    state = MomentumState(w)
    points = [state.w]
    for _ in range(max_its):
        state.update(grad_g, alpha, beta)
        points.append(state.w)
    return points, [g(p) for p in points]


# %% whole swapped_weights: beta and 1 - beta are exchanged: the old direction gets 1 - beta and the gradient gets beta
def exp_average(old, new, beta):
    """Exponentially weighted average of old and new."""
    return beta * new + (1 - beta) * old


def momentum(g, alpha, beta, max_its, w):
    w = np.array(w, dtype=float)
    dg = jax.grad(g)
    W = np.zeros((max_its + 1,) + w.shape)
    C = np.zeros(max_its + 1)
    W[0] = w
    C[0] = g(w)
    direction = np.zeros(w.shape)
    for k in range(1, max_its + 1):
        neg_grad = -np.array(dg(w))
        direction = exp_average(direction, neg_grad, beta)
        w = w + alpha * direction
        W[k] = w
        C[k] = g(w)
    return W, C
