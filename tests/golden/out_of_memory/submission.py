import numpy as np


def quartic_minimizer():
    grid = np.ones(10**10)
    return grid[np.argmin(grid)]
