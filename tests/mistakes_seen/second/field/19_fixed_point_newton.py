import numpy as np


# %% single slope_of_the_start: computes the derivative once, at initial_x, and divides by that in every step (chord method)
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x = initial_x
    slope = objective_grad(x)
    errors, xs = [], []
    for _ in range(max_iters):
        xs.append(x)
        errors.append(abs(objective(x)))
        x = x - objective(x) / slope
    return errors, xs


# %% single floor_division: divides with // so that the step is rounded down to a whole number
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    errors = []
    xs = []
    x = initial_x
    for it in range(max_iters):
        f = objective(x)
        errors.append(np.abs(f))
        xs.append(x)
        x = x - f // objective_grad(x)
    return errors, xs


# %% single errors_one_step_ahead: records the error after the update, so that errors[k] belongs to the point after xs[k]
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    errors, xs, x = [], [], initial_x
    for _ in range(max_iters):
        xs.append(x)
        x = x - objective(x) / objective_grad(x)
        errors.append(abs(objective(x)))
    return errors, xs


# %% whole descends_the_function: does gradient descent on the function with a step of 0.1 (x - 0.1 f'(x)) instead of Newton's step to its zero
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    """minimise the objective with a fixed step"""
    gamma = 0.1
    xs = [initial_x]
    errors = [abs(objective(initial_x))]
    while len(xs) < max_iters:
        x_new = xs[-1] - gamma * objective_grad(xs[-1])
        xs.append(x_new)
        errors.append(abs(objective(x_new)))
    return errors, xs


# %% whole updated_points_and_step_lengths: records the points after each update, without initial_x, and as errors the lengths of the steps |x_new - x| instead of |f(x)|
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs = np.empty(max_iters)
    errors = np.empty(max_iters)
    x_old = initial_x
    for k in range(max_iters):
        x_new = x_old - objective(x_old) / objective_grad(x_old)
        errors[k] = np.abs(x_new - x_old)
        xs[k] = x_new
        x_old = x_new
    return errors, xs
