
import numpy as np


class Vanishing(Exception):
    pass


def scale(x, parts, k):
    ### BEGIN SOLUTION
    if k < 0:
        raise ValueError("k is negative")
    if k == 0:
        raise Vanishing
    y = x.copy()
    y *= k
    return y + parts["W"][0].sum()
    ### END SOLUTION
