import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single without_start: the cost of the start is left out, one step more is taken
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = []
    for _ in range(max_its + 1):
        w = w - alpha * gradient(w)
        costs.append(g(w))
    return costs

# %% single ascent: plus where minus is meant
def gradient_descent(g, gradient, alpha, max_its, w):
    history = np.zeros(max_its + 1)
    history[0] = g(w)
    for k in range(1, max_its + 1):
        w = w + alpha * gradient(w)
        history[k] = g(w)
    return history

# %% single cost_before_step: the cost is recorded before the step, so that the start is there twice
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(max_its):
        cost_history.append(g(w))
        w = w - alpha * gradient(w)
    return cost_history

# %% single gradient_at_start: the gradient is computed once, before the loop
def gradient_descent(g, gradient, alpha, max_its, w):
    d = gradient(w)
    costs = [g(w)]
    for _ in range(max_its):
        w = w - alpha * d
        costs.append(g(w))
    return costs

# %% single last_missing: K costs in place of K + 1, the last step is not recorded
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = []
    for i in range(max_its):
        costs.append(g(w))
        w = w - alpha * gradient(w)
    return costs

# %% whole own_cost: ignores g and gradient and uses the cost of question 1, written out
def cost_func(w):
    return 1 / 50 * (w**4 + w**2 + 10 * w)

def gradient_func(w):
    return 1 / 50 * (4 * w**3 + 2 * w + 10)

def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [cost_func(w)]
    for k in range(max_its):
        w = w - alpha * gradient_func(w)
        cost_history.append(cost_func(w))
    return cost_history

# %% whole diminishing: reads the steplength as alpha/k at every step
def gradient_descent(g, gradient, alpha, max_its, w):
    # container for weight history and cost history
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        grad_eval = gradient(w)
        w = w - alpha / k * grad_eval
        weight_history.append(w)
        cost_history.append(g(w))
    return cost_history

# %% whole keeps_the_best: takes a step only when it lowers the cost, otherwise halves alpha
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = [float(g(w))]
    k = 0
    while k < max_its:
        candidate = w - alpha * gradient(w)
        if g(candidate) < costs[-1]:
            w = candidate
        else:
            alpha = alpha / 2
        costs.append(float(g(w)))
        k += 1
    return costs
