import numpy as np


# %% single same_array: x is changed in place and the same array is appended to the path every time, so that all entries show the last point
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    it = 0
    while it < maxIter and np.linalg.norm(gradObjFunc(x)) > tol:
        x -= alpha * np.asarray(gradObjFunc(x))
        path.append(x)
        it += 1
    return x, it, path


# %% single counts_points: iter is the number of points in the path, with the start, one more than the steps taken
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    for k in range(maxIter):
        grad = np.asarray(gradObjFunc(x))
        if np.linalg.norm(grad) <= tol:
            break
        x = x - alpha * grad
        path.append(x)
    return x, len(path), path


# %% single stops_by_step: it stops when the length of the step alpha times gradient is at most tol, not when the norm of the gradient is, so it stops too early
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.array(x0, dtype=float)
    path = [x]
    iter = 0
    while iter < maxIter:
        step = -alpha * np.asarray(gradObjFunc(x))
        if np.linalg.norm(step) <= tol:
            break
        x = x + step
        path.append(x)
        iter += 1
    return x, iter, path


# %% whole unit_direction: every step goes along the gradient divided by its length, so each step has the length alpha
def direction(gradObjFunc, x):
    grad = np.asarray(gradObjFunc(x), dtype=float)
    size = np.sqrt(np.sum(grad**2))
    return -grad / size, size


def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    xk = np.asarray(x0, dtype=float).copy()
    path = [xk.copy()]
    iter = 0
    d, size = direction(gradObjFunc, xk)
    while size > tol and iter < maxIter:
        xk = xk + alpha * d
        path.append(xk.copy())
        d, size = direction(gradObjFunc, xk)
        iter = iter + 1
    return xk, iter, path


# %% whole stops_by_decrease: it stops after a step by which the objective falls by less than tol; the norm of the gradient is not looked at
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x_old = np.array(x0, dtype=float)
    f_old = objFunc(x_old)
    path = [x_old]
    for iter in range(1, maxIter + 1):
        x_new = x_old - alpha * np.asarray(gradObjFunc(x_old))
        f_new = objFunc(x_new)
        path.append(x_new)
        improvement = f_old - f_new
        x_old, f_old = x_new, f_new
        if improvement < tol:
            # no more progress
            break
    return x_old, iter, path
