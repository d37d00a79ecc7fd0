import numpy as np

# %% single forward_difference: forward differences in place of central ones
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        for i in range(x.shape[0]):
            e = np.zeros(x.shape)
            e[i, 0] = delta
            g[i, 0] = (f(x + e) - f(x)) / delta
        return g
    return df

# %% single divided_by_delta: divided by delta and not by 2 delta
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        for i in range(x.shape[0]):
            e = np.zeros(x.shape)
            e[i, 0] = delta
            g[i, 0] = (f(x + e) - f(x - e)) / delta
        return g
    return df

# %% single all_at_once: all components are moved at once, the step is never reset
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        step = np.zeros(x.shape)
        for i in range(x.shape[0]):
            step[i, 0] = delta
            g[i, 0] = (f(x + step) - f(x - step)) / (2 * delta)
        return g
    return df

# %% single delta_fixed: 0.001 is written in place of the argument delta
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros_like(x)
        for i in range(len(x)):
            e = np.zeros_like(x)
            e[i] = 0.001
            g[i] = (f(x + e) - f(x - e)) / (2 * 0.001)
        return g
    return df

# %% single difference_reversed: f(x - delta) - f(x + delta), so that the sign is wrong
def num_grad(f, delta=0.001):
    def df(x):
        g = []
        for i in range(x.shape[0]):
            e = np.zeros(x.shape)
            e[i, 0] = delta
            g.append([(f(x - e) - f(x + e)) / (2 * delta)])
        return np.array(g)
    return df

# %% whole x_changed: moves x itself and does not put it back exactly: half of the step remains
def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(x.shape)
        for i in range(len(x)):
            x[i, 0] += delta
            up = f(x)
            x[i, 0] -= 2 * delta
            down = f(x)
            g[i, 0] = (up - down) / (2 * delta)
        return g
    return df

# %% whole early_return: returns inside the loop, after the first component
def num_grad(f, delta=0.001):
    def df(x):
        grad = np.zeros((x.shape[0], 1))
        for j in range(x.shape[0]):
            plus = x.copy()
            minus = x.copy()
            plus[j] = plus[j] + delta
            minus[j] = minus[j] - delta
            grad[j] = (f(plus) - f(minus)) / (2 * delta)
            return grad
    return df

# %% whole second_difference: the second difference in place of the first
def unit(n, i):
    return np.eye(n)[:, [i]]

def num_grad(f, delta=0.001):
    def df(x):
        n = x.shape[0]
        columns = [(f(x + delta * unit(n, i)) - 2 * f(x) + f(x - delta * unit(n, i))) / delta**2 for i in range(n)]
        return np.array(columns).reshape(-1, 1)
    return df
