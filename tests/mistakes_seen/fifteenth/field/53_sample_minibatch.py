import random

import numpy as np


# %% single with_replacement: np.random.choice draws with replacement by default, so that a batch can hold the same point twice
def sample_minibatch(input_data, target_data, num_points=100):
    chosen = np.random.choice(len(input_data), num_points)
    return input_data[chosen], target_data[chosen]


# %% single separate_draws: inputs and targets are drawn with a random order each, so that the targets are not those of the inputs
def sample_minibatch(input_data, target_data, num_points=100):
    batch_inputs = input_data[np.random.permutation(len(input_data))[:num_points]]
    batch_targets = target_data[np.random.permutation(len(target_data))[:num_points]]
    return batch_inputs, batch_targets


# %% single random_block: takes neighbouring points from a random start below n - num_points, so the last point never comes and the batches are no random subsets
def sample_minibatch(input_data, target_data, num_points=100):
    start = np.random.randint(0, len(input_data) - num_points)
    chosen = np.arange(start, start + num_points)
    return input_data[chosen], target_data[chosen]


# %% whole seeded_inside: the seed is set inside the function, so that every call returns the same batch
def shuffled_indices(n):
    np.random.seed(42)  # for reproducible results
    indices = np.arange(n)
    np.random.shuffle(indices)
    return indices


def sample_minibatch(input_data, target_data, num_points=100):
    n = input_data.shape[0]
    indices = shuffled_indices(n)
    batch = indices[:num_points]
    batch_inputs = input_data[batch, :]
    batch_targets = target_data[batch]
    return batch_inputs, batch_targets


# %% whole accept_in_order: goes through the data in order, takes each point with probability num_points / n until the batch is full and fills up from the front, so the first points are chosen too often and the last ones too rarely
def sample_minibatch(input_data, target_data, num_points=100):
    n = len(input_data)
    probability = num_points / n
    picked = []
    for i in range(n):
        if len(picked) == num_points:
            break
        if random.random() < probability:
            picked.append(i)
    # not enough yet: take what is left
    i = 0
    while len(picked) < num_points and i < n:
        if i not in picked:
            picked.append(i)
        i += 1
    xs = np.array([input_data[i] for i in picked])
    ts = np.array([target_data[i] for i in picked])
    return xs, ts
