import numpy as np


# %% single gradients_not_zeroed: the gradients are not set to zero after the step, so they add up from call to call
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad


# %% single not_in_place: p = p - lr * grad makes a new array under the local name, so the parameters themselves never change
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        grad = p.grad
        p = p - lr * grad
        grad[:] = 0


# %% single uphill: the gradient is added and not subtracted
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p += lr * p.grad
        p.grad[:] = 0


# %% whole zeroed_before_step: sets the gradients to zero after backward and before the step, so the step is zero
def clear(params):
    for q in params:
        if q.grad is not None:
            q.grad[...] = 0.0


def gradient_update(loss, params, lr=1e-3):
    # compute the gradients
    loss.backward()
    # clean up, so that they don't accumulate
    clear(params)
    # take the step
    for q in params:
        q -= lr * q.grad


# %% whole only_last_zeroed: the line that zeroes the gradient stands after the loop, so only the gradient of the last parameter is cleared and those of the others add up
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for i in range(len(params)):
        weight = params[i]
        step = lr * np.array(weight.grad)
        weight[:] = weight - step
    weight.grad = np.zeros_like(weight.grad)
