"""
# 102. Deep learning courses: find_learning_rate(loss_after, lowest, highest, steps) -> rates, losses, suggestion
[[question]]
name = "find_learning_rate"
title = "A learning-rate finder"
signature = "find_learning_rate(loss_after, lowest, highest, steps)"
returns = [{ rates = "history" }, { losses = "history" }, { suggestion = "number" }]
points = 4
  [[question.case]]
  loss_after = { function = "loss_of_rate", best = 0.1 }
  lowest = 1e-4
  highest = 1.0
  steps = 7
  [[question.case]]
  loss_after = { function = "loss_of_rate", best = 0.03 }
  lowest = 1e-3
  highest = 10.0
  steps = 9
  hidden = true
"""
# %% functions.py
def loss_of_rate(rate, best):
    return 2.0 - np.exp(-((np.log10(rate) - np.log10(best)) ** 2)) + 0.01 * rate

# %% solution
def find_learning_rate(loss_after, lowest, highest, steps):
    """Return (rates, losses, suggestion): the rate of the lowest loss, divided by 10; rates grow by a constant factor."""
    ### BEGIN SOLUTION
    rates = lowest * (highest / lowest) ** (np.arange(steps) / (steps - 1))
    losses = np.array([loss_after(rate) for rate in rates])
    return rates, losses, rates[losses.argmin()] / 10
    ### END SOLUTION

# %% honest
def find_learning_rate(loss_after, lowest, highest, steps):
    rates = np.geomspace(lowest, highest, steps)
    losses = list(map(loss_after, rates))
    return rates.tolist(), losses, 0.1 * float(rates[int(np.argmin(losses))])

# %% honest
def find_learning_rate(loss_after, lowest, highest, steps):
    rate, factor = lowest, (highest / lowest) ** (1 / (steps - 1))
    rates, losses, best = [], [], None
    for _ in range(steps):
        rates.append(rate)
        losses.append(loss_after(rate))
        best = rate if losses[-1] <= min(losses) else best
        rate *= factor
    return rates, losses, best / 10

# %% wrong: equal differences
def find_learning_rate(loss_after, lowest, highest, steps):
    rates = np.linspace(lowest, highest, steps)
    losses = np.array([loss_after(rate) for rate in rates])
    return rates, losses, rates[losses.argmin()] / 10

# %% wrong: not divided by 10
def find_learning_rate(loss_after, lowest, highest, steps):
    rates = np.geomspace(lowest, highest, steps)
    losses = np.array([loss_after(rate) for rate in rates])
    return rates, losses, rates[losses.argmin()]

# %% wrong: the end is left out
def find_learning_rate(loss_after, lowest, highest, steps):
    rates = lowest * (highest / lowest) ** (np.arange(steps) / steps)
    losses = np.array([loss_after(rate) for rate in rates])
    return rates, losses, rates[losses.argmin()] / 10
