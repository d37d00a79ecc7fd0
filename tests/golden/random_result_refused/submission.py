import numpy as np


def draw_index(n, rng):
    return rng.integers(n - 1)
