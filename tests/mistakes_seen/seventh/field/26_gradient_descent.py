import numpy as np


# %% single goes_on_from_the_unprojected_point: the projected points are recorded, but the next step goes on from the point before the projection
def gradient_descent(init, steps, grad, proj=lambda x: x):
    x = np.array(init, dtype=float)
    xs = [x]
    for step in steps:
        x = x - step * grad(x)
        xs.append(proj(x))
    return xs


# %% whole first_steplength_for_all: the first steplength is used in every step, the others in steps are only counted
def gradient_descent(init, steps, grad, proj=lambda x: x):
    gamma, num_steps = steps[0], len(steps)
    iterates = np.empty((num_steps + 1, len(init)))
    iterates[0] = init
    for t in range(num_steps):
        moved = iterates[t] - gamma * np.asarray(grad(iterates[t]))
        iterates[t + 1] = proj(moved)
    return list(iterates)
