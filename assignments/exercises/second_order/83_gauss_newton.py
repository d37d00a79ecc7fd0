"""
# 83. Numerical optimization courses: gauss_newton(residual, jacobian, theta, max_its) -> thetas, costs
[[question]]
name = "gauss_newton"
title = "Gauss-Newton"
signature = "gauss_newton(residual, jacobian, theta, max_its)"
returns = [{ thetas = "history" }, { costs = "history" }]
points = 6
  [[question.case]]
  residual = { function = "decay_residual", t = [0.0, 1.0, 2.0, 3.0], y = [2.1, 1.3, 0.7, 0.45] }
  jacobian = { function = "decay_jacobian", t = [0.0, 1.0, 2.0, 3.0], y = [2.1, 1.3, 0.7, 0.45] }
  theta = [1.5, 0.3]
  max_its = 4
  [[question.case]]
  residual = { function = "decay_residual", t = [0.5, 1.0, 2.5], y = [3.0, 2.3, 0.9] }
  jacobian = { function = "decay_jacobian", t = [0.5, 1.0, 2.5], y = [3.0, 2.3, 0.9] }
  theta = [3.5, 0.8]
  max_its = 3
  hidden = true
"""
# %% functions.py
def decay_residual(theta, t, y):
    """Residuals of y = theta_0 exp(-theta_1 t)."""
    return theta[0] * np.exp(-theta[1] * np.asarray(t)) - np.asarray(y)


def decay_jacobian(theta, t, y):
    e = np.exp(-theta[1] * np.asarray(t))
    return np.stack([e, -theta[0] * np.asarray(t) * e], axis=1)

# %% solution
def gauss_newton(residual, jacobian, theta, max_its):
    """Return (thetas, costs), K + 1 rows each."""
    ### BEGIN SOLUTION
    thetas, costs = [theta], [0.5 * residual(theta) @ residual(theta)]
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        theta = theta - np.linalg.solve(J.T @ J, J.T @ r)
        thetas.append(theta)
        costs.append(0.5 * residual(theta) @ residual(theta))
    return thetas, costs
    ### END SOLUTION

# %% honest
def gauss_newton(residual, jacobian, theta, max_its):
    thetas = np.zeros((max_its + 1, theta.size))
    costs = np.zeros(max_its + 1)
    thetas[0], costs[0] = theta, np.linalg.norm(residual(theta)) ** 2 / 2
    for k in range(1, max_its + 1):
        step, *_ = np.linalg.lstsq(jacobian(thetas[k - 1]), -residual(thetas[k - 1]), rcond=None)
        thetas[k] = thetas[k - 1] + step
        costs[k] = np.sum(residual(thetas[k]) ** 2) / 2
    return thetas, costs

# %% honest
def gauss_newton(residual, jacobian, theta, max_its):
    import jax.numpy as jnp
    pairs = [(theta, float(jnp.sum(jnp.square(residual(theta)))) * 0.5)]
    while len(pairs) <= max_its:
        last = pairs[-1][0]
        q, r = np.linalg.qr(jacobian(last))
        new = last - np.linalg.inv(r) @ q.T @ residual(last)
        pairs.append((new, float(jnp.sum(jnp.square(residual(new)))) * 0.5))
    thetas, costs = zip(*pairs)
    return list(thetas), list(costs)

# %% wrong: the step is added
def gauss_newton(residual, jacobian, theta, max_its):
    thetas, costs = [theta], [0.5 * residual(theta) @ residual(theta)]
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        theta = theta + np.linalg.solve(J.T @ J, J.T @ r)
        thetas.append(theta)
        costs.append(0.5 * residual(theta) @ residual(theta))
    return thetas, costs

# %% wrong: costs are not halved
def gauss_newton(residual, jacobian, theta, max_its):
    thetas, costs = [theta], [residual(theta) @ residual(theta)]
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        theta = theta - np.linalg.solve(J.T @ J, J.T @ r)
        thetas.append(theta)
        costs.append(residual(theta) @ residual(theta))
    return thetas, costs

# %% wrong: the Jacobian of the start
def gauss_newton(residual, jacobian, theta, max_its):
    thetas, costs = [theta], [0.5 * residual(theta) @ residual(theta)]
    J = jacobian(theta)
    for _ in range(max_its):
        r = residual(theta)
        theta = theta - np.linalg.solve(J.T @ J, J.T @ r)
        thetas.append(theta)
        costs.append(0.5 * residual(theta) @ residual(theta))
    return thetas, costs
