import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single diagonal_only: The gradient is divided by the diagonal of the Hessian, component by component, and the mixed second derivatives are left out.
def newton(g, max_its, w):
    grad = jax.grad(g)
    hess = jax.hessian(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - grad(w) / jnp.diag(hess(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single frozen_hessian: The Hessian is computed once at the starting point and is used in all steps.
def newton(g, max_its, w):
    H = jax.hessian(g)(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - jnp.linalg.solve(H, jax.grad(g)(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_before_step: In each step the cost is recorded before the point moves, so that the costs lag one step behind the points, and the first one stands there twice.
def newton(g, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        cost_history.append(g(w))
        w = w - jnp.linalg.inv(jax.hessian(g)(w)) @ jax.grad(g)(w)
        weight_history.append(w)
    return weight_history, cost_history


# %% whole mixed_differences: In the finite differences the mixed second derivatives are divided by h^2 in place of 4 h^2, so that they are four times too large.
STEP = 1e-4


def unit(n, i):
    e = np.zeros(n)
    e[i] = STEP
    return e


def numerical_gradient(f, x):
    n = len(x)
    return np.array([(f(x + unit(n, i)) - f(x - unit(n, i))) / (2 * STEP) for i in range(n)])


def numerical_hessian(f, x):
    n = len(x)
    H = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            ei, ej = unit(n, i), unit(n, j)
            if i == j:
                H[i, i] = (f(x + ei) - 2 * f(x) + f(x - ei)) / STEP**2
            else:
                H[i, j] = (f(x + ei + ej) - f(x + ei - ej) - f(x - ei + ej) + f(x - ei - ej)) / STEP**2
    return H


def newton(g, max_its, w):
    f = lambda x: float(g(x))
    x = np.array(w, dtype=float)
    weight_history = [x]
    cost_history = [f(x)]
    for it in range(max_its):
        p = np.linalg.solve(numerical_hessian(f, x), -numerical_gradient(f, x))
        x = x + p
        weight_history.append(x)
        cost_history.append(f(x))
    return weight_history, cost_history


# %% whole outer_product: The Hessian is taken for the outer product of the gradient with itself, plus a small multiple of the identity, in place of the second derivatives.
def second_order(grad_vector, damping=1e-3):
    # matrix of the products of the derivatives
    n = grad_vector.shape[0]
    return jnp.outer(grad_vector, grad_vector) + damping * jnp.eye(n)


def newton(g, max_its, w):
    w = jnp.asarray(w)
    weights = [w]
    costs = [g(w)]
    nabla = jax.grad(g)
    i = 0
    while i < max_its:
        d = nabla(w)
        H = second_order(d)
        delta = jnp.linalg.solve(H, d)
        w = w - delta
        weights.append(w)
        costs.append(g(w))
        i += 1
    return jnp.array(weights), jnp.array(costs)
