import numpy as np


# %% single cut_before_the_test: alpha is cut before the trial point of the uncut alpha is judged, so that the returned alpha is one cut too short
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    f0 = objFunc(x0)
    slope = np.dot(gradObjFunc(x0), pk)
    alpha = alpha0
    for _ in range(200):
        f_new = objFunc(x0 + alpha * pk)
        alpha = rho * alpha
        if f_new <= f0 + c1 * alpha * slope:
            break
    return alpha


# %% whole best_of_all_candidates: of all candidates that fulfil the condition the one of lowest cost is returned instead of the first
def candidates(alpha0, rho, n=60):
    alpha = alpha0
    for _ in range(n):
        yield alpha
        alpha = alpha * rho


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    start_value = objFunc(x0)
    descent = float(np.dot(gradObjFunc(x0), pk))

    def sufficient(alpha, value):
        return value <= start_value + c1 * alpha * descent

    best_alpha, best_value = 0.0, start_value
    for alpha in candidates(alpha0, rho):
        value = objFunc(x0 + alpha * pk)
        if sufficient(alpha, value) and value < best_value:
            best_alpha, best_value = alpha, value
    return best_alpha
