import numpy as np


def path(walk, bowl, w, scale):
    one = walk(bowl)
    return np.array([one.step(w), one.step(w * scale)])
