import numpy as np


# %% single residual_turned_around: the residual that is returned is b - Ax in place of Ax - b (the gradient is right)
def compute_gradient(b, A, x):
    Axmb = b - A @ x
    grad = -A.T @ Axmb / len(b)
    return grad, Axmb


# %% whole without_the_half: the gradient is that of the mean of the squares, without the factor 1/2 of the cost, so it is twice as large
def compute_gradient(b, A, x):
    rows = list(range(len(b)))
    residual = [sum(a * xi for a, xi in zip(A[i], x)) - b[i] for i in rows]
    grad = []
    for j in range(len(x)):
        slope = 0.0
        for i in rows:
            slope += 2 * residual[i] * A[i][j]
        grad.append(slope / len(rows))
    return np.array(grad), np.array(residual)
