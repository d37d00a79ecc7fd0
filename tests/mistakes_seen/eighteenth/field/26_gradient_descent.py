import numpy as np


# %% single first_step_for_all: the first steplength steps[0] is used in all steps
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    step = steps[0]
    for _ in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return xs


# %% single gradient_projected: the projection is applied to the gradient instead of to the new point
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for step in steps:
        xs.append(xs[-1] - step * proj(grad(xs[-1])))
    return xs


# %% single unprojected_stored: the history holds the points before the projection, though the run goes on from the projected ones
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    x = init
    for step in steps:
        y = x - step * grad(x)
        xs.append(y)
        x = proj(y)
    return xs


# %% whole lazy_projection: the steps are added up in an unprojected y and x is its projection (lazy projection), so the next step does not start from the projected point
def gradient_descent(init, steps, grad, proj=lambda x: x):
    # y: where we would be without the constraint, x: where we are
    y = np.array(init, dtype=float)
    x = np.array(init, dtype=float)
    history = [x.copy()]
    for k in range(len(steps)):
        y = y - steps[k] * grad(x)
        x = proj(y)
        history.append(x.copy())
    return history


# %% whole start_projected_and_fixed_gradient: the start is projected, so entry 0 is not init, and the gradient is computed at the start alone and used in all steps
def take_step(x, t, direction, proj):
    moved = x + t * direction
    return proj(moved)


def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = proj(init)
    d = -grad(x)
    trajectory = np.zeros((len(steps) + 1, len(x)))
    trajectory[0] = x
    for i, t in enumerate(steps, 1):
        x = take_step(x, t, d, proj)
        trajectory[i] = x
    return list(trajectory)
