import numpy as np


# %% single derivative_of_the_start: the derivative is evaluated once, at the starting point, and used in all steps
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x, errors, xs = initial_x, [], []
    slope = objective_grad(initial_x)
    for _ in range(max_iters):
        errors.append(abs(objective(x)))
        xs.append(x)
        x = x - objective(x) / slope
    return errors, xs


# %% whole looks_for_a_minimum: it is Newton's method for a minimum, f' over f'' (the latter by differences), in place of that for a zero, f over f'
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    h = 1e-5

    def hess(t):
        return (objective_grad(t + h) - objective_grad(t - h)) / (2 * h)

    xs = np.zeros(max_iters)
    xs[0] = initial_x
    for k in range(1, max_iters):
        xs[k] = xs[k - 1] - objective_grad(xs[k - 1]) / hess(xs[k - 1])
    errors = np.array([np.abs(objective(x)) for x in xs])
    return errors, xs
