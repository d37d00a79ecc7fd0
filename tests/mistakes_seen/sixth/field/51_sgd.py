import numpy as np


# %% single whole_number_division: the gradient is divided by the batch size with // in place of /, so the quotient is rounded down to a whole number
def sgd(params, lr, batch_size):
    for param in params:
        param -= lr * (param.grad // batch_size)


# %% whole a_name_of_its_own: the new arrays are bound to local names, so nothing is changed in place and the caller's parameters stay as they were
def sgd(params, lr, batch_size):
    scale = lr / batch_size
    updated = []
    for param in params:
        mean_grad = param.grad * scale
        param = param - mean_grad
        updated.append(param)
    params = updated
