
import numpy as np



def ridge(X, y, lam):
    ### BEGIN SOLUTION
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    ### END SOLUTION


def minimize(A, b, x, alpha, steps):
    ### BEGIN SOLUTION
    for _ in range(steps):
        x = x - alpha * (A @ x - b)
    return x
    ### END SOLUTION


def line(x, y):
    ### BEGIN SOLUTION
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = np.sum(dx * dy) / np.sum(dx ** 2)
    return slope, np.mean(y) - slope * np.mean(x)
    ### END SOLUTION
