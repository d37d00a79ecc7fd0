import numpy as np


# %% single zeroes_only_the_last: the line that zeroes the gradient stands after the loop, so that only the last parameter's gradient is zeroed and those of the others accumulate
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad
    p.grad[:] = 0


# %% single backward_after_the_step: calls backward after the parameters were updated, so that each step uses the gradients of the call before (none in the first call), and fresh gradients are left behind
def gradient_update(loss, params, lr=1e-3):
    for par in params:
        if par.grad is not None:
            par -= lr * par.grad
            par.grad = np.zeros(par.shape)
    loss.backward()


# %% single rebinds_the_name: p = p - lr * p.grad makes a new array under the loop's name, so that the parameters themselves never change
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        grad = p.grad
        p = p - lr * grad
        grad *= 0


# %% whole backward_for_each_parameter: calls backward once for each parameter inside the loop, so that the later parameters step along gradients that were added up several times, and the earlier ones are left with gradients that are not zero
def gradient_update(loss, params, lr=1e-3):
    for i in range(len(params)):
        loss.backward()
        params[i] -= lr * params[i].grad
        params[i].grad = np.zeros_like(np.array(params[i]))


# %% whole gradient_kept_as_velocity: multiplies the gradients by 0.9 after the step instead of zeroing them, so that they accumulate as in momentum
def gradient_update(loss, params, lr=1e-3):
    momentum = 0.9
    loss.backward()
    for k in range(len(params)):
        velocity = params[k].grad
        params[k][:] = params[k] - lr * velocity
    # decay for the next call
    for k in range(len(params)):
        params[k].grad = momentum * params[k].grad
