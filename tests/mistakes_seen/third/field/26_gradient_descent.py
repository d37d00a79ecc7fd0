import numpy as np

# %% single projection_only_recorded: proj is applied only to the point put in the list; the iteration goes on from the unprojected point
def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = init
    xs = [init]
    for step in steps:
        x = x - step * grad(x)
        xs.append(proj(x))
    return xs

# %% single gradient_at_init: the gradient is taken at init in every step in place of the current point
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(init)))
    return xs

# %% whole aliased_list: x is updated in place (x -= ...) and the same array is appended without a copy, so entries of the list (and init) are overwritten by later steps; with the default proj all entries are the last point
def one_step(x, eta, g):
    x -= eta * g
    return x

def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = init
    history = [x]
    k = 0
    while k < len(steps):
        x = proj(one_step(x, steps[k], grad(x)))
        history.append(x)
        k = k + 1
    return history

# %% whole first_step_skipped: the loop runs k = 1 .. len(steps) - 1 and uses steps[k], so steps[0] is never used and the list has only len(steps) points
def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = []
    x.append(init)
    for k in range(1, len(steps)):
        direction = grad(x[k - 1])
        y = x[k - 1] - steps[k] * direction
        x.append(proj(y))
    return x
