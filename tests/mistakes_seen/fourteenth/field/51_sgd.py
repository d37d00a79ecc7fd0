import numpy as np


# %% single no_batch_size: The gradient, which is a sum over the batch, is not divided by batch_size.
def sgd(params, lr, batch_size):
    for param in params:
        param -= lr * param.grad


# %% single not_in_place: The name param is bound to a new array, so the arrays of the caller stay as they were; the step is not made in place.
def sgd(params, lr, batch_size):
    for param in params:
        param = param - lr * param.grad / batch_size


# %% single step_up: The step is added to the parameters, so it climbs; it should be subtracted.
def sgd(params, lr, batch_size):
    for param in params:
        param += lr * param.grad / batch_size


# %% whole returns_in_the_loop: The return stands inside the loop, so only the first parameter is updated and the others (the bias) never.
def sgd(params, lr, batch_size):
    """Minibatch stochastic gradient descent."""
    for p in params:
        average_gradient = p.grad / batch_size
        p[:] = p - lr * average_gradient
        return params


# %% whole zeroes_first: The student sets the gradients to zero before the step, so the step is zero and nothing moves.
def zero_grad(params):
    for p in params:
        p.grad[:] = 0


def step(p, lr, batch_size):
    p -= (lr / batch_size) * p.grad


def sgd(params, lr, batch_size):
    # gradients must not pile up from one batch to the next
    zero_grad(params)
    for p in params:
        step(p, lr, batch_size)
