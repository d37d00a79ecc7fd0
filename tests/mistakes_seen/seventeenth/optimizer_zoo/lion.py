import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single memory_first: m is brought up to date before w moves, so the direction is mixed out of the new m and the gradient counts twice.
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = grad(w)
        m = beta2 * m + (1 - beta2) * gk
        w = w - alpha * jnp.sign(beta1 * m + (1 - beta1) * gk)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single betas_swapped: beta1 and beta2 are swapped: beta2 mixes the direction and beta1 the memory.
def lion(g, alpha, beta1, beta2, max_its, w):
    dg = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = dg(w)
        c = beta2 * m + (1 - beta2) * gk
        w = w - alpha * jnp.sign(c)
        m = beta1 * m + (1 - beta1) * gk
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single signs_mixed: The signs of m and of the gradient are mixed, where the sign of the mixture should be taken last.
def lion(g, alpha, beta1, beta2, max_its, w):
    dg = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        gk = dg(w)
        w = w - alpha * (beta1 * jnp.sign(m) + (1 - beta1) * jnp.sign(gk))
        m = beta2 * m + (1 - beta2) * gk
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole mixture_is_memory: The mixture with beta1 is kept as the memory too, so beta2 is not used.
def mix(beta, old, new):
    return beta * old + (1 - beta) * new


def lion(g, alpha, beta1, beta2, max_its, w):
    value_and_slope = jax.value_and_grad(g)
    points, costs = [], []
    memory = np.zeros(np.shape(w))
    for k in range(max_its):
        cost, slope = value_and_slope(w)
        points.append(w)
        costs.append(cost)
        memory = mix(beta1, memory, np.asarray(slope))
        w = w - alpha * np.sign(memory)
    points.append(w)
    costs.append(g(w))
    return points, costs


# %% whole with_decay: A weight decay of 0.01 is added to the direction, as in the paper, which the question does not have.
WEIGHT_DECAY = 0.01


class Lion:
    """The Lion optimizer (evolved sign momentum)."""

    def __init__(self, lr, b1, b2):
        self.lr, self.b1, self.b2 = lr, b1, b2
        self.exp_avg = None

    def step(self, p, grad):
        if self.exp_avg is None:
            self.exp_avg = jnp.zeros_like(grad)
        update = jnp.sign(self.exp_avg * self.b1 + grad * (1 - self.b1))
        p = p * (1 - self.lr * WEIGHT_DECAY) - self.lr * update
        self.exp_avg = self.exp_avg * self.b2 + grad * (1 - self.b2)
        return p


def lion(g, alpha, beta1, beta2, max_its, w):
    opt = Lion(alpha, beta1, beta2)
    weight_history = [w]
    for _ in range(max_its):
        weight_history.append(opt.step(weight_history[-1], jax.grad(g)(weight_history[-1])))
    return weight_history, [g(p) for p in weight_history]
