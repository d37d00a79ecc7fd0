import numpy as np


# %% single alpha_missing_in_bound: the right side of the Armijo condition lacks alpha: it is f(x0) + c1 * slope for every alpha
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f0 = objFunc(x0)
    slope = gradObjFunc(x0) @ pk
    for _ in range(100):
        if objFunc(x0 + alpha * pk) <= f0 + c1 * slope:
            break
        alpha = rho * alpha
    return alpha


# %% single gradient_norm_as_slope: the slope along pk is replaced by minus the squared norm of the gradient, which holds for steepest descent only
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f0 = objFunc(x0)
    grad = gradObjFunc(x0)
    for _ in range(100):
        if objFunc(x0 + alpha * pk) <= f0 - c1 * alpha * np.dot(grad, grad):
            break
        alpha = rho * alpha
    return alpha


# %% single shrunk_once_more: the steplength is shrunk before the test's result is looked at, so the returned alpha is one factor rho smaller than the one that passed
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f0 = objFunc(x0)
    slope = gradObjFunc(x0) @ pk
    for _ in range(100):
        good = objFunc(x0 + alpha * pk) <= f0 + c1 * alpha * slope
        alpha = rho * alpha
        if good:
            break
    return alpha


# %% whole powers_pile_up: in round k alpha is multiplied by rho^k instead of rho, so it shrinks much too fast after the first round
def armijo(f, x, p, a, c, slope):
    return f(x + a * p) <= f(x) + c * a * slope


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    slope = np.dot(gradObjFunc(x0), pk)
    alpha = alpha0
    k = 0
    # try alpha0, then rho^k times it, ...
    while not armijo(objFunc, x0, pk, alpha, c1, slope) and k < 60:
        k += 1
        alpha = alpha * rho ** k
    return alpha


# %% whole slope_at_trial_point: the slope in the Armijo condition is computed anew at every trial point x0 + alpha * pk instead of once at x0
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f_old = objFunc(x0)
    max_tries = 100

    for count in range(max_tries):
        # trial point
        x_new = x0 + alpha * pk
        f_new = objFunc(x_new)
        g_new = gradObjFunc(x_new)
        decrease = f_old - f_new
        if decrease >= -c1 * alpha * g_new.T.dot(pk):
            return alpha
        alpha *= rho

    return alpha
