import numpy as np


# %% single armijo_without_alpha: the bound is f(x0) + c1 slope in place of f(x0) + c1 alpha slope
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha, slope = alpha0, gradObjFunc(x0) @ pk
    for _ in range(100):
        if objFunc(x0 + alpha * pk) <= objFunc(x0) + c1 * slope:
            break
        alpha *= rho
    return alpha


# %% whole simple_decrease_one_cut_too_many: only f(x0 + alpha pk) < f(x0) is asked for, without the term of c1 and the slope, and the accepted alpha is shortened by rho once more before it is returned
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    f0 = objFunc(x0)

    def shorten(alpha, tries):
        """try alpha; where it fails go on with rho * alpha"""
        trial = objFunc(x0 + alpha * pk)
        alpha = alpha * rho
        if trial < f0 or tries == 0:
            return alpha
        return shorten(alpha, tries - 1)

    return shorten(alpha0, 80)
