import numpy as np


def power_method(A, x, max_its):
    xs = [x]
    for _ in range(max_its):
        x = A @ x
        xs.append(x)
    return xs, [x @ A @ x for x in xs]
