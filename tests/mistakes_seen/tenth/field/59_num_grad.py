# %% single the_step_is_never_taken_back: The array of the step is made once and its entries are never set back to 0, so the later partial derivatives are taken along several coordinates at once.
import numpy as np


def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        step = np.zeros(x.shape)
        for i in range(x.shape[0]):
            step[i, 0] = delta
            g[i, 0] = (f(x + step) - f(x - step)) / (2 * delta)
        return g

    return df

# %% whole goes_back_only_to_the_start: The second value is taken at the point itself, since delta is subtracted only once, and yet the difference is divided by 2 delta, so the gradient is half as long as it should be.
import numpy as np


def nudge(x, i, amount):
    x[i][0] += amount
    return x


def num_grad(f, delta=0.001):
    def df(x):
        y = np.array(x, dtype=float)
        slopes = []
        for i in range(len(y)):
            plus = f(nudge(y, i, delta))
            minus = f(nudge(y, i, -delta))
            slopes.append([(plus - minus) / (2 * delta)])
        return np.array(slopes)

    return df
