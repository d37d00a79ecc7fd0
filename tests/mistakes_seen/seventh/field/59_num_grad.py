import numpy as np


# %% single divided_by_delta_alone: the central difference is divided by delta and not by 2 delta
def num_grad(f, delta=0.001):
    def df(x):
        columns = delta * np.eye(x.size)
        slopes = [(f(x + e[:, None]) - f(x - e[:, None])) / delta for e in columns]
        return np.array(slopes).reshape(-1, 1)

    return df


# %% whole coordinate_not_put_back: each coordinate is moved to both sides and stays moved by -delta, so that the later partial derivatives are taken at another point
class Differences:
    def __init__(self, f, delta):
        self.f = f
        self.delta = delta

    def __call__(self, x):
        z = x.astype(float)
        result = np.zeros_like(z)
        for i in range(z.shape[0]):
            z[i, 0] += self.delta
            above = self.f(z)
            z[i, 0] -= 2 * self.delta
            below = self.f(z)
            result[i, 0] = (above - below) / (2 * self.delta)
        return result


def num_grad(f, delta=0.001):
    return Differences(f, delta)
