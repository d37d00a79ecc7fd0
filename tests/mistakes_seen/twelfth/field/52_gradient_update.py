import numpy as np


# %% single gradients_not_zeroed: the gradients are not set to zero after the step, so backward adds the next ones to them
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad


# %% whole only_the_name_is_rebound: the step makes a new array and binds the loop's own name to it in place of changing the parameter in place, so the parameters never move (the gradients are zeroed)
def zero_grad(tensor):
    tensor.grad[:] = 0


def descend(tensor, lr):
    moved = tensor - lr * tensor.grad
    zero_grad(tensor)
    return moved


def gradient_update(loss, params, lr=1e-3):
    # fill in .grad of all the parameters
    loss.backward()
    for p in params:
        p = descend(p, lr)
