"""
# 50. d2l.ai 12.10: adam(params, states, hyperparams), in place
# Note: PyTorch is not installed here, so the tensors are NumPy arrays that have `.grad`; the driver is where they are made.
[[question]]
name = "adam_in_place"
title = "Adam in place"
signature = "adam(params, states, hyperparams)"
driver = "d2l_adam.py:adam_in_place"
returns = [{ w = "array" }, { v = "array" }, { s = "array" }, { t = "number" }]
points = 5
  [[question.case]]
  w = [0.5, -1.0, 2.0]
  sizes = [0.4, -0.1, 0.3]
  lr = 0.1
  [[question.case]]
  w = [1.5, 0.3]
  sizes = [1.0]
  lr = 0.02
  hidden = true
"""
# %% d2l_adam.py
class GradArray(np.ndarray):
    """An array with a gradient, as the book's tensors are."""

    grad = None

def adam_in_place(adam, w, sizes, lr):
    """The parameter, its moments and t after a step for each size."""
    p, state = np.array(w).view(GradArray), (np.zeros(len(w)), np.zeros(len(w)))
    hyperparams = {"lr": lr, "t": 1}
    for size in sizes:
        p.grad = size * np.array(p) + 0.1
        adam([p], [state], hyperparams)
    return np.array(p), *state, hyperparams["t"]

# %% solution
def adam(params, states, hyperparams):
    beta1, beta2, eps = 0.9, 0.999, 1e-6
    ### BEGIN SOLUTION
    for p, (v, s) in zip(params, states):
        v[:] = beta1 * v + (1 - beta1) * p.grad
        s[:] = beta2 * s + (1 - beta2) * p.grad**2
        v_corrected = v / (1 - beta1 ** hyperparams["t"])
        s_corrected = s / (1 - beta2 ** hyperparams["t"])
        p[:] -= hyperparams["lr"] * v_corrected / (np.sqrt(s_corrected) + eps)
    hyperparams["t"] += 1
    ### END SOLUTION

# %% honest
def adam(params, states, hyperparams):
    t = hyperparams["t"]
    for p, (v, s) in zip(params, states):
        v *= 0.9
        v += 0.1 * p.grad
        s *= 0.999
        s += 0.001 * np.square(p.grad)
        p -= hyperparams["lr"] * (v / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-6)
        p.grad[:] = 0
    hyperparams.update(t=t + 1)

# %% honest
def adam(params, states, hyperparams):
    beta1, beta2, eps, t = 0.9, 0.999, 1e-6, hyperparams["t"]
    for p, (v, s) in zip(params, states):
        for i in range(len(p)):
            v[i] = beta1 * v[i] + (1 - beta1) * p.grad[i]
            s[i] = beta2 * s[i] + (1 - beta2) * p.grad[i] ** 2
            p[i] = p[i] - hyperparams["lr"] * v[i] / (1 - beta1**t) / ((s[i] / (1 - beta2**t)) ** 0.5 + eps)
    hyperparams["t"] = t + 1
    return params

# %% wrong: p is bound anew
def adam(params, states, hyperparams):
    for p, (v, s) in zip(params, states):
        v[:], s[:] = 0.9 * v + 0.1 * p.grad, 0.999 * s + 0.001 * p.grad**2
        t = hyperparams["t"]
        p = p - hyperparams["lr"] * v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-6)
    hyperparams["t"] += 1

# %% wrong: t is not counted
def adam(params, states, hyperparams):
    for p, (v, s) in zip(params, states):
        v[:], s[:] = 0.9 * v + 0.1 * p.grad, 0.999 * s + 0.001 * p.grad**2
        t = hyperparams["t"]
        p[:] -= hyperparams["lr"] * v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-6)

# %% wrong: the states are bound anew
def adam(params, states, hyperparams):
    for p, (v, s) in zip(params, states):
        v, s = 0.9 * v + 0.1 * p.grad, 0.999 * s + 0.001 * p.grad**2
        t = hyperparams["t"]
        p[:] -= hyperparams["lr"] * v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-6)
    hyperparams["t"] += 1
