import numpy as np


def normalize(X):
    columns = [(column - column.mean()) / column.std() for column in X.T]
    return np.array(columns), X.mean(axis=0)
