import numpy as np

# %% single divided_by_columns: the gradient is divided by the number of unknowns instead of the number of equations
def compute_gradient(b, A, x):
    Axmb = A.dot(x) - b
    grad = A.T.dot(Axmb) / len(x)
    return grad, Axmb

# %% whole residual_with_other_sign: the residual that is returned is b - Ax instead of Ax - b
def compute_gradient(b, A, x):
    rows = A.shape[0]
    residual = np.empty(rows)
    for i in range(rows):
        residual[i] = b[i] - sum(A[i, j] * x[j] for j in range(len(x)))
    slope = np.zeros(len(x))
    for i in range(rows):
        slope = slope - A[i] * residual[i]
    return slope / rows, residual
