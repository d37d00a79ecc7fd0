# The course's own solution, by which our grader's cache is warmed: another style than the student's.

# %%
import jax
import jax.numpy as jnp
import numpy as np


# %%
def gradient_descent(g, alpha, max_its, w):
    ### BEGIN SOLUTION
    w = jnp.asarray(w, dtype=float)
    both = jax.value_and_grad(g)
    weight_history, cost_history = [], []
    for _ in range(max_its + 1):
        cost, slope = both(w)
        weight_history.append(w)
        cost_history.append(cost)
        w = w - alpha * slope
    return jnp.stack(weight_history), jnp.stack(cost_history)
    ### END SOLUTION


# %%
def coordinate_descent(a, b, C, max_its, w):
    ### BEGIN SOLUTION
    w = np.array(w, dtype=float)
    weight_history, cost_history = [w.copy()], [a + b @ w + w @ C @ w]
    for _ in range(max_its):
        for n in range(len(w)):
            w[n] = -(C[n] @ w - C[n, n] * w[n] + b[n] / 2) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(a + b @ w + w @ C @ w)
    return weight_history, cost_history
    ### END SOLUTION


# %%
def momentum(g, alpha, beta, max_its, w):
    ### BEGIN SOLUTION
    gradient = jax.grad(g)
    h = jnp.zeros(np.shape(w))
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
    ### END SOLUTION


# %%
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    ### BEGIN SOLUTION
    gradient = jax.grad(g)
    m = v = 0.0
    weight_history, cost_history = [w], [g(w)]
    for t in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope * slope
        mean, square = m / (1 - beta1**t), v / (1 - beta2**t)
        w = w - alpha * mean / (square**0.5 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
    ### END SOLUTION


# %%
### BEGIN SOLUTION
concepts = {"convex": True, "adam_always": False, "kink": False, "zigzag": True}
### END SOLUTION
