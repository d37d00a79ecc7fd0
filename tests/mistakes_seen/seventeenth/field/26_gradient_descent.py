import numpy as np


# %% single start_projected: The starting point is projected too, so entry 0 is not init (and the steps go from there).
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [proj(init)]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return xs


# %% single kept_before_projection: The point is put into the history before it is projected.
def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = init
    xs = [x]
    for step in steps:
        x = x - step * grad(x)
        xs.append(x)
        x = proj(x)
    return xs


# %% single first_step_for_all: The first steplength is used in all steps.
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    alpha = steps[0]
    for k in range(len(steps)):
        xs.append(proj(xs[k] - alpha * grad(xs[k])))
    return xs


# %% whole changed_in_place: The step is taken in place (x -= ...), so the entry that is already in the list, even init, changes with it.
def one_step(x, step, grad):
    x -= step * grad(x)
    return x


def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = init
    trajectory = [x]
    for s in steps:
        x = one_step(x, s, grad)
        x = proj(x)
        trajectory.append(x)
    return trajectory


# %% whole gradient_projected: The projection is applied to the step, and not to the new point; and the gradient is always that of the start.
def gradient_descent(init, steps, grad, proj=lambda x: x):
    n = len(steps)
    xs = np.empty((n + 1, len(init)))
    xs[0] = init
    g = grad(xs[0])
    for i, eta in enumerate(steps):
        # projected step
        xs[i + 1] = xs[i] - proj(eta * g)
    return list(xs)
