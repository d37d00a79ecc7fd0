import numpy as np

# %% single mask_of_prediction: the entries that count are those where Y is not zero, in place of those where Z is not zero
def cost_se(Y, Z):
    observed = Y != 0
    return 0.5 * np.sum(observed * (Y - Z) ** 2)

# %% single mean_over_observed: the squares are averaged over the observed entries in place of being summed
def cost_se(Y, Z):
    rows, cols = np.nonzero(Z)
    return 0.5 * np.mean((Y[rows, cols] - Z[rows, cols]) ** 2)

# %% whole upper_triangle: only the entries on and above the diagonal are counted, as if the matrices were symmetric
def pairs(n_rows, n_cols):
    for i in range(n_rows):
        for j in range(i, n_cols):
            yield i, j


def cost_se(Y, Z):
    cost = 0.0
    for i, j in pairs(*Z.shape):
        if Z[i, j] == 0:
            continue
        cost += (Z[i, j] - Y[i, j]) ** 2
    return cost / 2

# %% whole square_of_sum: the differences are summed first and the sum is squared, in place of the sum of the squared differences
def cost_se(Y, Z):
    known = [(i, j) for i in range(Z.shape[0]) for j in range(Z.shape[1]) if Z[i, j] != 0]
    error = 0.0
    for i, j in known:
        error = error + (Y[i, j] - Z[i, j])
    return 0.5 * error ** 2
