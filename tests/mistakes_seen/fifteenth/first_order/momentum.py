import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single swapped_weights: The two weights of the average are exchanged: the old h gets 1 - beta and the gradient gets beta.
def momentum(g, alpha, beta, max_its, w):
    """Return (weight_history, cost_history) of momentum as an exponential average."""
    gradient = jax.grad(g)
    h = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = (1 - beta) * h - beta * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single moves_before_h: The point is moved with the old h, and h is updated only afterwards, with the gradient at the point from before the move, so that every step comes one too late and the first step does not move.
def momentum(g, alpha, beta, max_its, w):
    grad_and_cost = jax.value_and_grad(g)
    h = 0.0 * w
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        _, slope = grad_and_cost(w)
        w = w + alpha * h
        h = beta * h - (1 - beta) * slope
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single starts_with_gradient: The average h starts at the negative gradient of the starting point and not at 0, so that the first step has the full length of the gradient.
def momentum(g, alpha, beta, max_its, w):
    dg = jax.grad(g)
    h = -dg(w)
    ws = [w]
    for k in range(1, max_its + 1):
        h = beta * h - (1 - beta) * dg(ws[k - 1])
        ws.append(ws[k - 1] + alpha * h)
    costs = [g(v) for v in ws]
    return ws, costs


# %% whole velocity_with_rate: The velocity is the heavy ball's, beta * v - alpha * gradient: the factor 1 - beta of the gradient is missing.
class MomentumOptimizer:
    """keeps the velocity between the steps"""

    def __init__(self, lr, beta):
        self.lr = lr
        self.beta = beta
        self.velocity = None

    def update(self, w, grad):
        if self.velocity is None:
            self.velocity = np.zeros(np.shape(w))
        self.velocity = self.beta * self.velocity - self.lr * grad
        return w + self.velocity


def momentum(g, alpha, beta, max_its, w):
    opt = MomentumOptimizer(alpha, beta)
    grad_g = jax.jit(jax.grad(g))
    weight_history = [np.array(w)]
    cost_history = [float(g(w))]
    for it in range(max_its):
        w = opt.update(w, np.asarray(grad_g(w)))
        weight_history.append(np.array(w))
        cost_history.append(float(g(w)))
    return weight_history, cost_history


# %% whole corrected_average: The average is divided by 1 - beta**k before the step, a bias correction as in Adam that is not asked for here.
def momentum(g, alpha, beta, max_its, w):
    # weights
    W = np.zeros((max_its + 1,) + np.shape(w))
    # costs
    C = np.zeros(max_its + 1)
    W[0] = w
    C[0] = g(w)
    avg = np.zeros(np.shape(w))
    k = 1
    while k <= max_its:
        direction = -np.array(jax.grad(g)(W[k - 1]))
        avg = beta * avg + (1 - beta) * direction
        # the average starts at zero, so scale it up in the beginning
        h = avg / (1 - beta**k)
        W[k] = W[k - 1] + alpha * h
        C[k] = g(W[k])
        k += 1
    return W, C
