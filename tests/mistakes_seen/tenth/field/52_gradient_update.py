# %% single clears_only_the_last_gradient: The line that sets the gradient to zero stands below the loop instead of in it, so only the last parameter's gradient is cleared.
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad
    p.grad[:] = 0

# %% whole binds_new_arrays_instead_of_changing_them: The new values are bound to the entries of a new list and the arrays of the caller stay as they are.
import numpy as np


def descend(p, lr):
    return p - lr * np.array(p.grad)


def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    updated = []
    for p in params:
        new_p = descend(p, lr)
        new_p.grad = np.zeros(p.shape)
        p.grad = np.zeros(p.shape)
        updated.append(new_p)
    params = updated
    return params
