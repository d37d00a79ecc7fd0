import numpy as np


# %% single c1_and_rho_exchanged: a helper is called with c1 and rho in the wrong order, so that the step shrinks by c1 and the promised decrease has the factor rho
def shrink_until_lower(phi, slope, alpha, c1, rho):
    start = phi(0.0)
    for _ in range(100):
        if phi(alpha) <= start + c1 * alpha * slope:
            break
        alpha = rho * alpha
    return alpha


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    def phi(alpha):
        return float(objFunc(x0 + alpha * pk))

    slope = float(np.dot(gradObjFunc(x0), pk))
    return shrink_until_lower(phi, slope, alpha0, rho, c1)


# %% whole slope_of_steepest_descent: the slope is minus the squared length of the gradient, as if the direction were the negative gradient, and not the product of the gradient with pk
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    x0, pk = np.asarray(x0), np.asarray(pk)
    gradient = np.asarray(gradObjFunc(x0))
    expected = -c1 * float(np.sum(gradient**2))

    def try_step(alpha, left):
        decrease = float(objFunc(x0 + alpha * pk)) - float(objFunc(x0))
        if left == 0 or decrease <= alpha * expected:
            return alpha
        return try_step(rho * alpha, left - 1)

    return try_step(alpha0, 100)
