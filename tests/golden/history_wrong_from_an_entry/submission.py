import numpy as np


def power_method(A, x, max_its):
    xs, values = [x], [x @ A @ x]
    for k in range(max_its):
        x = A @ x
        x = x / (np.linalg.norm(x) if k < 2 else np.abs(x).max())
        xs.append(x)
        values.append(x @ A @ x)
    return xs, values
