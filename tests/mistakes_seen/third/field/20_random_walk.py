import numpy as np

# %% single error_before_step: the error is recorded before the step in place of after it, so the list starts with the error of x_init and lacks that of the last x
def random_walk(G, x_init, num_iter):
    x = x_init
    n = len(x)
    errors = []
    for _ in range(num_iter):
        errors.append(np.sum((x - 1 / n) ** 2))
        x = G @ x
    return x, errors

# %% single not_squared: the error is the distance |x - 1/n| in place of its square
def random_walk(G, x_init, num_iter):
    x = x_init.copy()
    uniform = np.ones(len(x)) / len(x)
    errors = []
    for k in range(num_iter):
        x = G.dot(x)
        errors.append(np.linalg.norm(x - uniform))
    return x, errors

# %% whole overwritten_in_place: the product G x is computed entry by entry into the same x, so the rows after the first already use the new entries of x (no second array for the new x)
def random_walk(G, x_init, num_iter):
    n = len(x_init)
    x = np.array(x_init, dtype=float)
    errs = []
    it = 0
    while it < num_iter:
        for i in range(n):
            s = 0.0
            for j in range(n):
                s += G[i][j] * x[j]
            x[i] = s
        e = 0.0
        for i in range(n):
            e += (x[i] - 1.0 / n) ** 2
        errs.append(e)
        it += 1
    return x, errs

# %% whole transposed_and_mean: two slips: x G (that is G^T x) in place of G x, and the error is the mean of the squared differences in place of their sum
def mse_to_uniform(p):
    target = np.full(p.shape, 1.0 / p.size)
    return np.mean((p - target) ** 2)

def random_walk(G, x_init, num_iter):
    states = [x_init]
    for t in range(num_iter):
        states.append(states[-1] @ G)
    return states[-1], [mse_to_uniform(p) for p in states[1:]]
