"""
# 51. d2l.ai 3.4: sgd(params, lr, batch_size), in place
# Note: PyTorch is not installed here, so the tensors are NumPy arrays that have `.grad`; the driver is where they are made.
[[question]]
name = "sgd"
title = "A step in place"
signature = "sgd(params, lr, batch_size)"
driver = "d2l_sgd.py:sgd_in_place"
returns = [{ w = "array" }, { b = "array" }]
points = 3
  [[question.case]]
  w = [[0.5], [-1.0]]
  b = [2.0]
  lr = 0.1
  batch_size = 4
  [[question.case]]
  w = [[1.71], [0.231], [0.162]]
  b = [0.207]
  lr = 0.0394
  batch_size = 10
  [[question.case]]
  w = [[1.5], [0.3]]
  b = [0.4]
  lr = 0.03
  batch_size = 10
  hidden = true
"""
# %% d2l_sgd.py
class GradTensor(np.ndarray):
    """An array with a gradient, as the book's tensors are."""

    grad = None

def sgd_in_place(sgd, w, b, lr, batch_size):
    """The parameters after two steps."""
    params = [np.array(each).view(GradTensor) for each in (w, b)]
    for _ in range(2):
        for p in params:
            p.grad = 3 * np.array(p) - 1
        sgd(params, lr, batch_size)
    return [np.array(p) for p in params]

# %% solution
def sgd(params, lr, batch_size):
    for param in params:
        param -= lr * param.grad / batch_size

# %% honest
def sgd(params, lr, batch_size):
    for i in range(len(params)):
        params[i][:] = params[i] - lr / batch_size * params[i].grad
        params[i].grad[:] = 0

# %% honest
def sgd(params, lr, batch_size):
    w, b = params
    np.subtract(w, np.multiply(lr, w.grad) / batch_size, out=w)
    np.subtract(b, np.multiply(lr, b.grad) / batch_size, out=b)
    return None

# %% wrong: not divided by the batch
def sgd(params, lr, batch_size):
    for param in params:
        param -= lr * param.grad

# %% wrong: the names are bound anew
def sgd(params, lr, batch_size):
    for param in params:
        param = param - lr * param.grad / batch_size

# %% wrong: uphill
def sgd(params, lr, batch_size):
    for param in params:
        param += lr * param.grad / batch_size
