import numpy as np

# %% single batch_size_missing: the gradient is not divided by batch_size
def sgd(params, lr, batch_size):
    for param in params:
        param -= lr * param.grad

# %% single rebound_not_in_place: param = param - ... only rebinds the local name, so the parameters are not changed at all
def sgd(params, lr, batch_size):
    for param in params:
        param = param - lr * param.grad / batch_size

# %% whole gradient_cleared: the gradient is set to zero after the update, so a second call with the same gradient changes nothing
def zero_grad(p):
    p.grad = p.grad * 0

def sgd(params, lr, batch_size):
    for k in range(len(params)):
        p = params[k]
        p -= lr / batch_size * p.grad
        zero_grad(p)

# %% whole mean_of_entries: the gradient is replaced by the mean of its entries (one number for the whole parameter), still divided by batch_size, in place of the gradient entry by entry
def average(g):
    total = 0.0
    count = 0
    for value in np.array(g).flatten():
        total += value
        count += 1
    return total / count

def sgd(params, lr, batch_size):
    i = 0
    while i < len(params):
        p = params[i]
        change = lr * average(p.grad) / batch_size
        p -= change
        i += 1
