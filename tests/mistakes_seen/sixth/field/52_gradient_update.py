import numpy as np


# %% single zeroed_too_soon: the gradients are set to 0 before the step that should be made with them, so the parameters do not move
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p.grad[:] = 0
        p -= lr * p.grad


# %% whole backward_for_each: backward is called again for each parameter, and it adds to the gradients of all of them each time
def step_and_clear(parameter, lr):
    parameter[...] = parameter - lr * parameter.grad
    parameter.grad = np.zeros_like(parameter.grad)


def gradient_update(loss, params, lr=1e-3):
    for index in range(len(params)):
        loss.backward()
        step_and_clear(params[index], lr)
