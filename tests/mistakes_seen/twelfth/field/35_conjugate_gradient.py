import numpy as np


# %% single beta_with_the_wrong_sign: the new direction adds (s A p) / (p A p) times p in place of subtracting it
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    r = b - A @ x
    p = r
    for _ in range(max_its):
        Ap = A @ p
        alpha = (r @ r) / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        beta = (r @ Ap) / (p @ Ap)
        p = r + beta * p
        xs.append(x)
    return xs


# %% whole beta_always_one: the residual is overwritten before beta is computed, so beta is the new square over the new square, always 1, in place of the new over the old
class ConjugateGradient:
    def __init__(self, A, b, x):
        self.A = A
        self.x = x
        self.residual = b - A @ x
        self.direction = self.residual.copy()

    def line_search(self):
        d = self.direction
        curvature = d @ self.A @ d
        if curvature == 0:
            return 0.0
        return self.residual @ d / curvature

    def step(self):
        a = self.line_search()
        self.x = self.x + a * self.direction
        self.residual = self.residual - a * (self.A @ self.direction)
        new = self.residual @ self.residual
        old = np.sum(self.residual**2)
        ratio = new / old if old > 0 else 0.0
        self.direction = self.residual + ratio * self.direction
        return self.x


def conjugate_gradient(A, b, x0, max_its):
    method = ConjugateGradient(A, b, x0)
    path = [x0]
    for _ in range(max_its):
        path.append(method.step())
    return np.array(path)
