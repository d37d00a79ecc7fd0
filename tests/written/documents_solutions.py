
import numpy as np


class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        ### BEGIN SOLUTION
        for each in self.params:
            each.data = each.data - self.lr * each.grad
        ### END SOLUTION


def search_direction(gradient, B):
    ### BEGIN SOLUTION
    return -gradient
    ### END SOLUTION
