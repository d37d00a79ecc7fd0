import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single factors_exchanged: the factors of the average are exchanged, (1 - beta) for the old h and beta for the gradient
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = 0.0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = (1 - beta) * h - beta * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single starts_at_the_gradient: the average starts at the negative gradient of the starting point, h^0 = -grad g(w^0), in place of 0
def momentum(g, alpha, beta, max_its, w):
    grad_g = jax.jit(jax.grad(g))
    weight_history = [w]
    cost_history = [g(w)]
    h = -grad_g(w)
    for k in range(1, max_its + 1):
        h = beta * h - (1 - beta) * grad_g(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single moves_with_old_average: moves w with the old average h^{k-1} and updates h only afterwards, so that the first step does not move
def momentum(g, alpha, beta, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    h = jnp.zeros_like(w)
    weights = [w]
    costs = [g(w)]
    for k in range(max_its):
        _, d = value_and_grad(w)
        w = w + alpha * h
        h = beta * h - (1 - beta) * d
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole corrects_the_bias: divides the average by 1 - beta^k as Adam does, although this momentum has no bias correction
def average(old, new, beta):
    return beta * old + (1 - beta) * new


def momentum(g, alpha, beta, max_its, w):
    slope = jax.grad(g)
    x = jnp.asarray(w)
    path = [x]
    m = jnp.zeros(x.shape)
    k = 0
    while k < max_its:
        k += 1
        m = average(m, -slope(x), beta)
        # the average starts at 0 and is too small in the beginning
        direction = m / (1 - beta ** k)
        x = x + alpha * direction
        path.append(x)
    return path, [float(g(p)) for p in path]


# %% whole begins_anew: sets h to 0 at the beginning of every step, so that nothing is remembered and each step is a gradient step of length alpha (1 - beta)
def momentum_step(grad_g, w, alpha, beta):
    h = np.zeros(np.shape(w))          # h^0 = 0
    h = beta * h - (1 - beta) * np.asarray(grad_g(w))
    w_next = w + alpha * h
    return w_next


def momentum(g, alpha, beta, max_its, w):
    grad_g = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for step in range(max_its):
        w = momentum_step(grad_g, w, alpha, beta)
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history
