
import numpy as np


def shrink(w, v, t):
    ### BEGIN SOLUTION
    return np.sign(w) * np.maximum(np.abs(w) - t, 0), v
    ### END SOLUTION


def is_convex(a):
    ### BEGIN SOLUTION
    return a >= 0
    ### END SOLUTION


def root(a):
    ### BEGIN SOLUTION
    return np.sqrt(a)
    ### END SOLUTION


def square_root(a):
    ### BEGIN SOLUTION
    return np.sqrt(a)
    ### END SOLUTION
