import numpy as np

# %% single change_of_the_iterate: the error is the squared distance of x from the previous x in place of the one from the uniform distribution
def random_walk(G, x_init, num_iter):
    x, errors = x_init, []
    for _ in range(num_iter):
        new = G @ x
        errors.append(np.sum((new - x) ** 2))
        x = new
    return x, errors

# %% whole normalized_each_time: x is divided by its Euclidean norm after each step, as in the power method, so it is no distribution any more
def squared_distance(p, q):
    return float(np.sum(np.square(p - q)))


def random_walk(G, x_init, num_iter):
    n = G.shape[0]
    target = np.full(n, 1.0 / n)
    state = x_init.copy()
    errors = np.zeros(num_iter)
    for it in range(num_iter):
        nxt = np.zeros(n)
        for i in range(n):
            for j in range(n):
                nxt[i] += G[i, j] * state[j]
        state = nxt / np.linalg.norm(nxt)
        errors[it] = squared_distance(state, target)
    return state, errors
