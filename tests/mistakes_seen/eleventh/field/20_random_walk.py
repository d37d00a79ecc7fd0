import numpy as np

# %% single distance_not_squared: the error is the Euclidean distance to the uniform distribution, the root was taken where the sum of squares was wanted
def random_walk(G, x_init, num_iter):
    x = x_init
    n = len(x)
    uniform = np.ones(n) / n
    errors = []
    for t in range(num_iter):
        x = G.dot(x)
        errors.append(np.linalg.norm(x - uniform))
    return x, errors

# %% whole change_of_x: the error recorded is the squared change from the previous x to the new one, not the squared distance to the uniform distribution 1/n
def random_walk(G, x_init, num_iter):
    distributions = [np.array(x_init)]
    for _ in range(num_iter):
        distributions.append(G @ distributions[-1])
    errors = []
    for before, after in zip(distributions, distributions[1:]):
        # how far from stationary are we?
        errors.append(float(np.sum((after - before) ** 2)))
    return distributions[-1], errors
