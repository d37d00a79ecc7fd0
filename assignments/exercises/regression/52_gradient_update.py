"""
# 52. Neuromatch deep learning W1D5: gradient_update(loss, params, lr), in place
# Note: PyTorch is not installed here, so the tensors are NumPy arrays that have `.grad`; the driver is where they are made. The loss has a `backward` of its own.
[[question]]
name = "gradient_update"
title = "Backward, and a step in place"
signature = "gradient_update(loss, params, lr=1e-3)"
driver = "neuromatch.py:backward_and_step"
returns = [{ params = [{ w = "array" }, { b = "array" }] }, { grads = [{ w = "array" }, { b = "array" }] }]
points = 3
  [[question.case]]
  w = [0.5, -1.0]
  b = [2.0]
  lr = 0.1
  [[question.case]]
  w = [1.5, 0.3, 0.2]
  b = [0.4]
  lr = 0.03
  hidden = true
"""
# %% neuromatch.py
class LeafArray(np.ndarray):
    """A parameter; `backward` of a loss adds to its `grad`."""

    grad = None

class SquaredLoss:
    """Half the sum of squares of all parameters, plus their sum."""

    def __init__(self, params):
        self.params = params

    def backward(self):
        for p in self.params:
            p.grad = (0 if p.grad is None else p.grad) + np.array(p) + 1

def backward_and_step(gradient_update, w, b, lr):
    """Parameters and gradients after two updates."""
    params = [np.array(each).view(LeafArray) for each in (w, b)]
    for _ in range(2):
        gradient_update(SquaredLoss(params), params, lr)
    return [np.array(p) for p in params], [np.array(p.grad) for p in params]

# %% solution
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad
        p.grad[:] = 0

# %% honest
def gradient_update(loss, params, lr=1e-3):
    for par in params:
        if par.grad is not None:
            par.grad = np.zeros(par.shape)
    loss.backward()
    for par in params:
        par[...] = np.asarray(par) - lr * np.asarray(par.grad)
    for par in params:
        par.grad = np.zeros(par.shape)

# %% honest
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for index, p in enumerate(params):
        for i in range(p.size):
            p[i] += -lr * p.grad[i]
        params[index].grad = p.grad * 0

# %% wrong: the gradients are kept
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p -= lr * p.grad

# %% wrong: no backward
def gradient_update(loss, params, lr=1e-3):
    for p in params:
        p.grad = np.array(p)
        p -= lr * p.grad
        p.grad[:] = 0

# %% wrong: the gradients are zeroed before the step
def gradient_update(loss, params, lr=1e-3):
    loss.backward()
    for p in params:
        p.grad[:] = 0
        p -= lr * p.grad
