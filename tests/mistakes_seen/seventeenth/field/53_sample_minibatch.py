import numpy as np


# %% single drawn_with_replacement: The indices are drawn with replacement, so that a point can be in a batch twice.
def sample_minibatch(input_data, target_data, num_points=100):
    idx = np.random.choice(len(input_data), num_points)
    return input_data[idx], target_data[idx]


# %% single two_draws: Inputs and targets get indices of their own, so the targets are not those of the inputs.
def sample_minibatch(input_data, target_data, num_points=100):
    n = len(input_data)
    batch_inputs = input_data[np.random.permutation(n)[:num_points]]
    batch_targets = target_data[np.random.permutation(n)[:num_points]]
    return batch_inputs, batch_targets


# %% single last_never: The permutation is one of len - 1 indices, so the last point is never drawn.
def sample_minibatch(input_data, target_data, num_points=100):
    order = np.random.permutation(len(input_data) - 1)
    chosen = order[:num_points]
    return input_data[chosen], target_data[chosen]


# %% whole first_points_shuffled: Only the first num_points points are shuffled: the batch always holds the same points.
def shuffle_together(X, y):
    order = np.arange(len(X))
    np.random.shuffle(order)
    return X[order], y[order]


def sample_minibatch(input_data, target_data, num_points=100):
    # take num_points points, in random order
    batch_inputs = input_data[:num_points]
    batch_targets = target_data[:num_points]
    return shuffle_together(batch_inputs, batch_targets)


# %% whole seeded_inside: The seed is set inside the function, so every call draws the same batch.
def sample_minibatch(input_data, target_data, num_points=100):
    np.random.seed(42)
    n = input_data.shape[0]
    picked = []
    while len(picked) < num_points:
        i = np.random.randint(n)
        if i not in picked:
            picked.append(i)
    xs = np.array([input_data[i] for i in picked])
    ts = np.array([target_data[i] for i in picked])
    return xs, ts
