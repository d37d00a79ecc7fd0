import numpy as np

# %% single alpha_missing_in_the_test: the sufficient decrease is not multiplied by alpha
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    f0 = objFunc(x0)
    slope = np.dot(gradObjFunc(x0), pk)
    its = 0
    while objFunc(x0 + alpha * pk) > f0 + c1 * slope and its < 100:
        alpha = rho * alpha
        its += 1
    return alpha

# %% whole steepest_descent_assumed: the squared norm of the gradient stands for the slope along pk, as if pk were always the negative gradient
class Armijo:
    def __init__(self, f, df, c1):
        self.f, self.df, self.c1 = f, df, c1

    def accepts(self, x, p, a):
        grad = np.asarray(self.df(x))
        wanted = self.f(x) - self.c1 * a * np.linalg.norm(grad) ** 2
        return self.f(x + a * p) <= wanted


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    rule = Armijo(objFunc, gradObjFunc, c1)
    a = alpha0
    for _ in range(60):
        if rule.accepts(x0, pk, a):
            return a
        a = a * rho
    return a
