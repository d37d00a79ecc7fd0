import numpy as np


def gradient(w):
    return np.array(['2.0', '-1.0'])
