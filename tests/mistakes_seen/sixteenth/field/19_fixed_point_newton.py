import numpy as np


# %% single squared_errors: the errors are the squares of the objective's values instead of their absolute values
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs = []
    errors = []
    x = initial_x
    for i in range(max_iters):
        errors.append(objective(x) ** 2)
        xs.append(x)
        x = x - objective(x) / objective_grad(x)
    return errors, xs


# %% single recorded_after_step: point and error are recorded after each step, so the start is missing and every entry is one step ahead
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs = []
    errors = []
    x = initial_x
    for i in range(max_iters):
        x = x - objective(x) / objective_grad(x)
        xs.append(x)
        errors.append(np.abs(objective(x)))
    return errors, xs


# %% single slope_of_the_start: the slope is computed once at the start and used in all steps (the chord method)
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs, errors = [], []
    x = initial_x
    slope = objective_grad(x)
    for i in range(max_iters):
        xs.append(x)
        errors.append(abs(objective(x)))
        x = x - objective(x) / slope
    return errors, xs


# %% whole errors_are_steps: the errors are the lengths of the steps |x_(k+1) - x_k| and not the absolute values of the objective at the points
def newton_update(x, f, df):
    return x - f(x) / df(x)


def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs = [initial_x]
    errors = []
    for n_iter in range(max_iters):
        x_next = newton_update(xs[-1], objective, objective_grad)
        # how far we still are
        errors.append(abs(x_next - xs[-1]))
        xs.append(x_next)
    return errors, xs[:max_iters]


# %% whole gradient_step: the student moves by the slope itself, with a steplength of 0.1, as if the objective were to be minimized: x - 0.1 f'(x) instead of x - f(x) / f'(x)
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    gamma = 0.1
    x = float(initial_x)
    errors = np.zeros(max_iters)
    xs = np.zeros(max_iters)
    n_iter = 0
    while n_iter < max_iters:
        grad = objective_grad(x)
        errors[n_iter] = abs(objective(x))
        xs[n_iter] = x
        x = x - gamma * grad
        n_iter = n_iter + 1
    return errors, xs
