import numpy as np

# %% single forward_difference: it takes the forward difference instead of the central one
def num_grad(f, delta=0.001):
    def df(x):
        n = x.shape[0]
        g = np.zeros((n, 1))
        for i in range(n):
            xp = x.copy()
            xp[i, 0] += delta
            g[i, 0] = (f(xp) - f(x)) / delta
        return g

    return df

# %% whole moved_component_not_restored: each component is moved in place and never put back, so the next differences are taken at another point
def num_grad(f, delta=0.001):
    def shifted(x, i, amount):
        x[i] = x[i] + amount
        return f(x)

    def df(x):
        z = np.array(x, dtype=float)
        slopes = []
        for i in range(z.shape[0]):
            up = shifted(z, i, delta)
            down = shifted(z, i, -2 * delta)
            slopes.append([(up - down) / (2 * delta)])
        return np.array(slopes)

    return df
