"""
# 101. Deep learning courses: early_stopping(losses, patience, min_delta=0.0) -> best, stopped
[[question]]
name = "early_stopping"
title = "Early stopping"
signature = "early_stopping(losses, patience, min_delta=0.0)"
returns = [{ best = "number" }, { stopped = "number" }]
points = 3
  [[question.case]]
  losses = [1.0, 0.8, 0.9, 0.85, 0.79, 0.81, 0.82, 0.9]
  patience = 2
  [[question.case]]
  losses = [1.0, 0.9, 0.89, 0.88, 0.7, 0.75, 0.72, 0.71, 0.74]
  patience = 3
  min_delta = 0.05
  [[question.case]]
  losses = [3.0, 2.0, 1.0]
  patience = 1
  hidden = true
  [[question.case]]
  losses = [1.0, 1.0, 0.5, 0.6, 0.4, 0.6, 0.6]
  patience = 2
  min_delta = 0.2
  hidden = true
"""
# %% solution
def early_stopping(losses, patience, min_delta=0.0):
    """Return (the best epoch, the epoch after which training stops), both counted from 0."""
    ### BEGIN SOLUTION
    best, epoch_of_best = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, epoch_of_best = loss, epoch
        elif epoch - epoch_of_best >= patience:
            return epoch_of_best, epoch
    return epoch_of_best, len(losses) - 1
    ### END SOLUTION

# %% honest
def early_stopping(losses, patience, min_delta=0.0):
    wait, best, k = 0, 0, 0
    for k in range(1, len(losses)):
        if losses[best] - losses[k] > min_delta:
            best, wait = k, 0
        else:
            wait += 1
            if wait == patience:
                break
    return best, k

# %% honest
def early_stopping(losses, patience, min_delta=0.0):
    lowest, where = float(losses[0]), 0
    e = 0
    while e < len(losses) and e - where < patience + 1:
        if losses[e] + min_delta < lowest:
            lowest, where = losses[e], e
        if e - where == patience:
            return [where, e]
        e += 1
    return [where, e - 1]

# %% wrong: the lowest of all
def early_stopping(losses, patience, min_delta=0.0):
    best = int(np.argmin(losses))
    return best, min(best + patience, len(losses) - 1)

# %% wrong: one epoch too patient
def early_stopping(losses, patience, min_delta=0.0):
    best, epoch_of_best = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, epoch_of_best = loss, epoch
        elif epoch - epoch_of_best > patience:
            return epoch_of_best, epoch
    return epoch_of_best, len(losses) - 1

# %% wrong: compares with the loss before
def early_stopping(losses, patience, min_delta=0.0):
    wait, best = 0, 0
    for k in range(1, len(losses)):
        if losses[k] < losses[k - 1] - min_delta:
            best, wait = k, 0
        else:
            wait += 1
            if wait >= patience:
                return best, k
    return best, len(losses) - 1
