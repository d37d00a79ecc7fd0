import numpy as np


def descend(gradient, w, alpha, tol):
    path = [w]
    while np.linalg.norm(gradient(path[-1])) >= tol and len(path) < 4:
        path.append(path[-1] - alpha * gradient(path[-1]))
    return path, len(path) - 1
