import numpy as np


def mean_of_file(X):
    return np.loadtxt("houses.csv", delimiter=",", skiprows=1).mean()
