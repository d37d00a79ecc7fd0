import numpy as np

# %% single no_alpha_in_condition: the right side has c1 times the slope, without alpha
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    slope = gradObjFunc(x0) @ pk
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * slope:
        alpha *= rho
        if alpha < 1e-12:
            break
    return alpha

# %% single plain_decrease: any decrease is accepted, c1 plays no part
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f0 = objFunc(x0)
    while objFunc(x0 + alpha * pk) > f0:
        alpha = rho * alpha
    return alpha

# %% single once_too_often: alpha is shrunk once more after the condition holds
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    d = gradObjFunc(x0).dot(pk)
    while True:
        done = objFunc(x0 + alpha * pk) <= objFunc(x0) + c1 * alpha * d
        alpha = rho * alpha
        if done:
            return alpha

# %% single starts_at_one: starts at 1 and not at alpha0
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = 1.0
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * alpha * np.dot(gradObjFunc(x0), pk):
        alpha *= rho
    return alpha

# %% single always_half: alpha is halved in place of being multiplied by rho
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    slope = np.dot(gradObjFunc(x0), pk)
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * alpha * slope:
        alpha = alpha / 2
    return alpha

# %% whole steepest_direction: goes along minus the gradient whatever pk is
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    """Armijo backtracking"""
    g = np.asarray(gradObjFunc(x0))
    f0 = objFunc(x0)
    alpha = alpha0
    for i in range(200):
        if objFunc(x0 - alpha * g) <= f0 - c1 * alpha * g.dot(g):
            break
        alpha = rho * alpha
    return alpha

# %% whole returns_point: returns the new point and not the steplength
def armijo(f, f0, x, alpha, p, c, slope):
    return f(x + alpha * p) <= f0 + c * alpha * slope

def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    f0, slope = objFunc(x0), gradObjFunc(x0) @ pk
    a = alpha0
    while not armijo(objFunc, f0, x0, a, pk, c1, slope):
        a *= rho
    return x0 + a * pk

# %% whole c1_and_rho_exchanged: shrinks by c1 and asks for the decrease rho
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    step = alpha0
    grad = gradObjFunc(x0)
    k = 0
    while objFunc(x0 + step * pk) > objFunc(x0) + rho * step * (grad @ pk) and k < 50:
        step = step * c1
        k += 1
    # print("iterations:", k)
    return step
