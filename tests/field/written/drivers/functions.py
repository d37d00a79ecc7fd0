import numpy as np


class Parameter:
    """An array with its gradient."""

    def __init__(self, data):
        self.data, self.grad = data, None


class Optimizer:
    def __init__(self, params):
        self.params = params


class L2Regularization:
    def __init__(self, reg_param):
        self.reg_param = reg_param

    def forward(self, w):
        return self.reg_param / 2 * np.sum(w**2)


def rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
