import numpy as np


# %% single stops_by_step_length: The method stops by the length of the last step (norm of x_new - x) and not by the norm of the gradient (shows only where the tolerance stops the run before maxIter).
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    iter = 0
    while iter < maxIter:
        x_new = x - alpha * gradObjFunc(x)
        iter += 1
        path.append(x_new)
        done = np.linalg.norm(x_new - x) <= tol
        x = x_new
        if done:
            break
    return x, iter, path


# %% single unit_direction: The gradient is divided by its norm, so every step has the length alpha and not alpha times the norm of the gradient.
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    iter = 0
    grad = gradObjFunc(x)
    while np.linalg.norm(grad) > tol and iter < maxIter:
        d = -grad / np.linalg.norm(grad)
        x = x + alpha * d
        path.append(x)
        iter += 1
        grad = gradObjFunc(x)
    return x, iter, path


# %% single path_without_start: The starting point is missing in the path.
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = []
    iter = 0
    grad = gradObjFunc(x)
    while np.linalg.norm(grad) > tol and iter < maxIter:
        x = x - alpha * grad
        path.append(x)
        iter += 1
        grad = gradObjFunc(x)
    return x, iter, path


# %% whole counter_from_one: The counter of iterations starts at 1 and the loop runs while it is below maxIter, so iter is one too large where the tolerance stops it, and one step is missing where maxIter does.
def small(v, tol):
    return np.sqrt(np.sum(np.asarray(v) ** 2)) <= tol


def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    xk = np.asarray(x0, dtype=float)
    path = np.array([xk])
    k = 1
    gk = np.asarray(gradObjFunc(xk))
    while k < maxIter and not small(gk, tol):
        xk = xk - alpha * gk
        path = np.vstack([path, xk])
        gk = np.asarray(gradObjFunc(xk))
        k = k + 1
    return xk, k, path


# %% whole same_array_in_path: x is changed in place and appended without a copy, so every entry of the path shows the last point.
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    n_iter = 0
    for i in range(maxIter):
        g = np.array(gradObjFunc(x))
        gnorm = np.linalg.norm(g, 2)
        if gnorm <= tol:
            # converged
            break
        x -= alpha * g
        n_iter = n_iter + 1
        path.append(x)
    return x, n_iter, path
