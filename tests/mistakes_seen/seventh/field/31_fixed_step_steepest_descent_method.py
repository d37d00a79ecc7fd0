import numpy as np


# %% single last_point_missing_in_path: each point is put into the path before its step, so that the last point is missing there, while x and the number of steps are right
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x, path, steps = x0, [], 0
    gradient = gradObjFunc(x)
    while np.linalg.norm(gradient) > tol and steps < maxIter:
        path.append(x)
        x = x - alpha * gradient
        gradient = gradObjFunc(x)
        steps += 1
    return x, steps, path


# %% whole step_tested_and_points_counted: two slips: the length of the step, alpha times the gradient, is compared with tol in place of the gradient's, and iter counts the points of the path, the start too
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = [np.asarray(x0, dtype=float)]
    for _ in range(maxIter):
        p = -alpha * np.asarray(gradObjFunc(path[-1]))
        if np.sqrt(np.sum(p**2)) <= tol:
            break
        path.append(path[-1] + p)
    x = path[-1]
    iterations = len(path)
    return x, iterations, path
