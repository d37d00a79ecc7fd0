# %% single path_holds_the_same_array: x is changed in place and appended without a copy, so every entry of the path shows the last point.
import numpy as np


def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = x0
    path = [x]
    iter = 0
    while iter < maxIter:
        g = gradObjFunc(x)
        if np.linalg.norm(g) <= tol:
            break
        x -= alpha * g
        path.append(x)
        iter += 1
    return x, iter, path

# %% whole stops_when_the_step_is_short: The test is whether the last step, alpha times the gradient, is shorter than tol, and it comes after the step, so it stops at a larger gradient.
import numpy as np


def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = np.array([x0], dtype=float)
    count = 0
    moved = np.inf
    while moved > tol and count < maxIter:
        here = path[-1]
        there = here - alpha * np.asarray(gradObjFunc(here))
        moved = np.sqrt(np.sum((there - here) ** 2))
        path = np.vstack([path, there])
        count += 1
    return path[-1], count, path
