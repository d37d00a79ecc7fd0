import numpy as np


# %% single sum_not_mean: the gradient is the sum over the points, the division by their number is missing
def compute_gradient(b, A, x):
    Axmb = A.dot(x) - b
    grad = A.T.dot(Axmb)
    return grad, Axmb


# %% single residual_turned_round: the residual that is returned is b - Ax instead of Ax - b (the gradient is right)
def compute_gradient(b, A, x):
    err = b - A.dot(x)
    grad = -A.T.dot(err) / len(err)
    return grad, err


# %% single twice_the_gradient: the gradient has the factor 2/n of the mean of squares instead of 1/n, because the loss has 1/(2n)
def compute_gradient(b, A, x):
    Axmb = A @ x - b
    n = b.shape[0]
    grad = 2 / n * (A.T @ Axmb)
    return grad, Axmb


# %% whole residual_not_reset: the running sum of a row is not set back to 0 for the next row, so that from the second row on the residuals contain the rows before, and the gradient with them
def compute_gradient(b, A, x):
    """Compute the gradient."""
    n, d = A.shape
    Axmb = np.zeros(n)
    s = 0.0
    for i in range(n):
        for j in range(d):
            s += A[i, j] * x[j]
        Axmb[i] = s - b[i]
    grad = np.zeros(d)
    for j in range(d):
        for i in range(n):
            grad[j] += A[i, j] * Axmb[i]
    return grad / n, Axmb


# %% whole residual_divided_too: the residual is divided by n before it is returned; the gradient made of it is right, the second result is too small by the factor n
def residual(b, A, x):
    return (np.matmul(A, x) - b) / b.size


def compute_gradient(b, A, x):
    # gradient of 1/(2n) |Ax - b|^2
    Axmb = residual(b, A, x)
    grad = np.matmul(np.transpose(A), Axmb)
    return grad, Axmb
