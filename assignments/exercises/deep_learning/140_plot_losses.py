"""
# 140. Machine learning courses: plot_losses(losses, smoothing) -> axes of Matplotlib with two lines, labels and a logarithmic scale
# Note: the driver reads the axes.
[[question]]
name = "plot_losses"
title = "A labelled plot of losses and of their moving average"
signature = "plot_losses(losses, smoothing)"
driver = "drivers.py:seen_on_axes"
returns = { lines = { kind = "list", each = "array" }, labels = { kind = "list", each = "text" }, scale = { kind = "label", options = ["linear", "log"] } }
points = 3
  [[question.case]]
  losses = [4.0, 2.0, 1.5, 1.0, 0.25]
  smoothing = 2
  [[question.case]]
  losses = [1.0, 3.0, 0.5, 0.7, 0.3, 0.2]
  smoothing = 3
  hidden = true
"""
# %% drivers.py
def seen_on_axes(plot_losses, losses, smoothing):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    axes = plot_losses(losses, smoothing)
    assert isinstance(axes, plt.Axes), "plot_losses returns no axes: end it with a return of them"
    drawn = [np.asarray(line.get_ydata(), float) for line in axes.get_lines()]
    lines = sorted((y[~np.isnan(y)] for y in drawn), key=len)
    return {"lines": lines, "labels": [axes.get_xlabel(), axes.get_ylabel()], "scale": axes.get_yscale()}

# %% solution
import matplotlib.pyplot as plt

def plot_losses(losses, smoothing):
    """The losses, and means of `smoothing` of them in a row; axes `step` and `loss`, which is logarithmic."""
    ### BEGIN SOLUTION
    fig, ax = plt.subplots()
    ax.semilogy(losses)
    ax.plot(np.convolve(losses, np.ones(smoothing) / smoothing, mode="valid"))
    ax.set(xlabel="step", ylabel="loss")
    return ax
    ### END SOLUTION

# %% honest
import matplotlib.pyplot as plt

def plot_losses(losses, smoothing):
    plt.figure(figsize=(4, 3))
    means = [np.mean(losses[i : i + smoothing]) for i in range(len(losses) - smoothing + 1)]
    plt.plot(range(smoothing, len(losses) + 1), means, label="mean")
    plt.plot(range(1, len(losses) + 1), losses, "o", label="loss")
    plt.yscale("log")
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.legend()
    return plt.gca()

# %% honest
from matplotlib.figure import Figure

def plot_losses(losses, smoothing):
    ax = Figure().subplots()
    sums, means = np.cumsum(np.r_[0.0, losses]), np.full(len(losses), np.nan)
    means[smoothing - 1 :] = (sums[smoothing:] - sums[:-smoothing]) / smoothing
    ax.plot(losses)
    ax.plot(means)
    ax.set_xlabel("step"), ax.set_ylabel("loss"), ax.set_yscale("log")
    return ax

# %% wrong: a linear scale
import matplotlib.pyplot as plt

def plot_losses(losses, smoothing):
    fig, ax = plt.subplots()
    ax.plot(losses)
    ax.plot(np.convolve(losses, np.ones(smoothing) / smoothing, mode="valid"))
    ax.set(xlabel="step", ylabel="loss")
    return ax

# %% wrong: the mean at the ends is of fewer, and a label is missing
import matplotlib.pyplot as plt

def plot_losses(losses, smoothing):
    fig, ax = plt.subplots()
    ax.semilogy(losses)
    ax.plot(np.convolve(losses, np.ones(smoothing) / smoothing, mode="same"))
    ax.set(xlabel="step")
    return ax

# %% wrong: returns nothing
import matplotlib.pyplot as plt

def plot_losses(losses, smoothing):
    plt.semilogy(losses)
    plt.plot(np.convolve(losses, np.ones(smoothing) / smoothing, mode="valid"))
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.show()
