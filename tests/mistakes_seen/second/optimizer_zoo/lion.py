import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single memory_of_the_mixture: the memory is brought up to date from the mixture c of the direction, m = beta2 c + (1 - beta2) grad, instead of from the old m
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        c = beta1 * m + (1 - beta1) * d
        w = w - alpha * jnp.sign(c)
        m = beta2 * c + (1 - beta2) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single memory_gets_the_gradient_of_the_new_point: m is brought up to date with the gradient at the new point, computed after w has moved, instead of the one at the old point
def lion(g, alpha, beta1, beta2, max_its, w):
    dg = jax.jit(jax.grad(g))
    weights, costs = [w], [float(g(w))]
    m = np.zeros_like(w)
    for k in range(max_its):
        w = w - alpha * np.sign(beta1 * m + (1 - beta1) * np.asarray(dg(w)))
        m = beta2 * m + (1 - beta2) * np.asarray(dg(w))
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs


# %% single memory_of_signs: m averages the signs of the gradients instead of the gradients
def lion(g, alpha, beta1, beta2, max_its, w):
    m = jnp.zeros(jnp.shape(w))
    path = [w]
    while len(path) <= max_its:
        d = jax.grad(g)(path[-1])
        path.append(path[-1] - alpha * jnp.sign(beta1 * m + (1 - beta1) * d))
        m = beta2 * m + (1 - beta2) * jnp.sign(d)
    return path, [g(p) for p in path]


# %% whole one_average_only: the sign of momentum (Signum): one average with beta2 is brought up to date first and its sign is the direction; beta1 and the second mixture are not used
def lion(g, alpha, beta1, beta2, max_its, w):
    class State:
        m = 0 * w

    def step(w):
        State.m = beta2 * State.m + (1 - beta2) * jax.grad(g)(w)
        return w - alpha * jnp.sign(State.m)

    weight_history = [w]
    for i in range(max_its):
        weight_history.append(step(weight_history[i]))
    return weight_history, [g(w) for w in weight_history]


# %% whole unit_vector_and_warm_start: two slips: the mixture is divided by its length as a whole vector instead of taking the sign of each component, and m starts at the first gradient instead of 0
def lion(g, alpha, beta1, beta2, max_its, w):
    m = np.array(jax.grad(g)(w))
    weights = [np.array(w)]
    costs = [g(w)]
    for k in range(max_its):
        d = np.array(jax.grad(g)(w))
        mix = beta1 * m + (1 - beta1) * d
        length = np.sqrt(np.sum(mix**2))
        w = w - alpha * mix / length
        m = beta2 * m + (1 - beta2) * d
        weights.append(np.array(w))
        costs.append(g(w))
    return weights, costs
