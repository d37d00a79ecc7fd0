import numpy as np
import jax
import jax.numpy as jnp


# %% single hessian_of_the_start: The Hessian is computed once at the starting point and used for all of the steps.
def newton(g, max_its, w):
    gradient = jax.grad(g)
    hess = jax.hessian(g)(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - jnp.linalg.solve(hess, gradient(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_before_step: In the loop the cost is recorded before the weights are updated, so the first cost stands twice and the last one is missing.
def newton(g, max_its, w):
    gradient = jax.grad(g)
    hessian = jax.hessian(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        cost_history.append(g(w))
        w = w - jnp.linalg.solve(hessian(w), gradient(w))
        weight_history.append(w)
    return weight_history, cost_history


# %% single diagonal_only: Only the diagonal of the Hessian is used, each coordinate is divided by its own second derivative and the mixed ones are ignored.
def newton(g, max_its, w):
    gradient = jax.grad(g)
    hessian = jax.hessian(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - gradient(w) / jnp.diag(hessian(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole elementwise_inverse: The student takes the Hessian to the power -1, which inverts it element by element and is not the inverse matrix.
def newton(g, max_its, w):
    # derivatives with automatic differentiation
    dg = jax.grad(g)
    ddg = jax.jacfwd(dg)

    weight_history = []
    cost_history = []
    k = 0
    while k < max_its:
        weight_history.append(w)
        cost_history.append(g(w))

        H = np.array(ddg(w))
        H_inv = H ** (-1.0)
        direction = -np.dot(H_inv, np.array(dg(w)))
        w = w + direction
        k += 1

    # final point
    weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# %% whole root_of_the_cost: The student applies Newton's method for a root to the cost itself (steps by g/|grad|^2 along the gradient) and never uses second derivatives, so it looks for g = 0 and not for a minimum.
def newton_update(value, slope):
    """w_new = w - g / g' """
    return value * slope / jnp.sum(slope**2)


def newton(g, max_its, w):
    cost_and_grad = jax.value_and_grad(g)
    ws = [w]
    for k in range(max_its):
        value, slope = cost_and_grad(ws[-1])
        ws.append(ws[-1] - newton_update(value, slope))
    costs = [g(p) for p in ws]
    return ws, costs
