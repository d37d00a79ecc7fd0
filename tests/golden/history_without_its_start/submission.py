import numpy as np


def power_method(A, x, max_its):
    xs, values = [], []
    for _ in range(max_its):
        x = A @ x
        x = x / np.linalg.norm(x)
        xs.append(x)
        values.append(x @ A @ x)
    return xs, values
