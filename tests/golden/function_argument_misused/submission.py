import numpy as np


def descend(gradient, w, alpha, tol):
    path = [w]
    while np.linalg.norm(gradient) >= tol:
        path.append(path[-1] - alpha * gradient)
    return path, len(path) - 1
