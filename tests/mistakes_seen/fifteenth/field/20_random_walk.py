import numpy as np


# %% single error_before_step: the error is recorded before the multiplication, so the history begins with the error of x_init and the last one is missing
def random_walk(G, x_init, num_iter):
    x = x_init
    errors = []
    for _ in range(num_iter):
        errors.append(np.sum((x - 1 / len(x)) ** 2))
        x = G @ x
    return x, errors


# %% single not_squared: the error is the distance to the uniform distribution (norm) and not its square
def random_walk(G, x_init, num_iter):
    x = x_init
    errors = []
    for _ in range(num_iter):
        x = G @ x
        errors.append(np.linalg.norm(x - np.ones(len(x)) / len(x)))
    return x, errors


# %% single change_as_error: the error compares x with the x of the step before, and not with the uniform distribution
def random_walk(G, x_init, num_iter):
    x = x_init
    errors = []
    for _ in range(num_iter):
        x_new = G @ x
        errors.append(np.sum((x_new - x) ** 2))
        x = x_new
    return x, errors


# %% whole one_walker: simulates a single random walker and returns the shares of its visits, instead of multiplying the distribution by G
def next_node(G, node):
    probabilities = G[node] / np.sum(G[node])
    return np.random.choice(len(probabilities), p=probabilities)


def random_walk(G, x_init, num_iter):
    np.random.seed(1)
    n = len(x_init)
    uniform = np.ones(n) / n
    visits = np.zeros(n)
    # start at a node drawn from the initial distribution
    node = np.random.choice(n, p=x_init)
    errors = []
    for t in range(num_iter):
        node = next_node(G, node)
        visits[node] += 1
        x = visits / visits.sum()
        errors.append(np.sum((x - uniform) ** 2))
    return x, errors


# %% whole squared_matrix: the matrix of the walk is multiplied by itself in each iteration, so after k iterations x belongs to 2^(k-1) steps of the walk and not to k
def distance_to_uniform(x):
    target = np.full(x.shape, 1.0 / x.size)
    return ((x - target) ** 2).sum()


def random_walk(G, x_init, num_iter):
    power = np.array(G)
    x = np.array(x_init)
    errors = np.zeros(num_iter)
    for i in range(num_iter):
        x = power @ x_init
        errors[i] = distance_to_uniform(x)
        power = power @ power
    return x, errors
