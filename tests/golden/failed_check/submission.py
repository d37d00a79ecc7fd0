import numpy as np


def direction(gradient, B):
    return np.linalg.solve(B, gradient)
