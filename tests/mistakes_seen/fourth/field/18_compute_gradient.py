import numpy as np

# %% single factor_two: the gradient has the factor 2/n (that of ||Ax-b||^2/n) in place of 1/n; the residual is right
def compute_gradient(b, A, x):
    Axmb = np.dot(A, x) - b
    grad = 2 * np.dot(A.T, Axmb) / A.shape[0]
    return grad, Axmb

# %% single columns_for_rows: the gradient is divided by the number of columns of A (len(x)) in place of the number of rows (len(b))
def compute_gradient(b, A, x):
    n = len(x)
    Axmb = A.dot(x) - b
    grad = A.T.dot(Axmb) / n
    return grad, Axmb

# %% whole opposite_sign: the residual is b - Ax in place of Ax - b and the gradient is built from it without a minus, so gradient and residual both have the opposite sign
def get_residual(b, A, x):
    model_output = np.zeros(len(b))
    for i in range(len(b)):
        model_output[i] = np.sum(A[i] * x)
    return b - model_output


def compute_gradient(b, A, x):
    err = get_residual(b, A, x)
    grad = np.zeros(len(x))
    for i, e in enumerate(err):
        grad += A[i] * e
    grad /= len(err)
    return grad, err

# %% whole objective_for_residual: as second result the value of the objective ||Ax-b||^2/(2n), a number, is returned in place of the residual vector Ax - b; the gradient is right
class LeastSquares:
    def __init__(self, b, A):
        self.b, self.A, self.n = b, A, b.shape[0]

    def gradient(self, x):
        return np.einsum("ij,i->j", self.A, self.A @ x - self.b) / self.n

    def value(self, x):
        return np.linalg.norm(self.A @ x - self.b) ** 2 / (2 * self.n)


def compute_gradient(b, A, x):
    problem = LeastSquares(b, A)
    Axmb = problem.value(x)
    return problem.gradient(x), Axmb
