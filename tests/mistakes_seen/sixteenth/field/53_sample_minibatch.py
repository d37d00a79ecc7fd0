import numpy as np


# %% single with_replacement: the indices are drawn with replacement, so a batch can hold a point twice
def sample_minibatch(input_data, target_data, num_points=100):
    chosen = np.random.randint(0, len(input_data), size=num_points)
    return input_data[chosen], target_data[chosen]


# %% single no_shuffle: the batch is always the first num_points points, nothing is random
def sample_minibatch(input_data, target_data, num_points=100):
    batch_inputs = input_data[:num_points]
    batch_targets = target_data[:num_points]
    return batch_inputs, batch_targets


# %% single targets_not_shuffled: only the inputs are shuffled, so the targets are not those of the points
def sample_minibatch(input_data, target_data, num_points=100):
    inputs = np.random.permutation(input_data)
    return inputs[:num_points], target_data[:num_points]


# %% whole permutes_the_batch_only: the permutation is one of num_points numbers instead of all indices, so only the first num_points points of the data are ever drawn, in random order
def random_indices(n):
    idx = np.arange(n)
    np.random.shuffle(idx)
    return idx


def sample_minibatch(input_data, target_data, num_points=100):
    # draw num_points random indices
    idx = random_indices(num_points)
    batch_inputs = np.array([input_data[i] for i in idx])
    batch_targets = np.array([target_data[i] for i in idx])
    return batch_inputs, batch_targets


# %% whole shuffle_never_stays: in the student's own shuffle the partner j is drawn below i and never i itself (randint excludes its upper end), so no point can keep its place and the first point of the data never comes first
def fisher_yates(n):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = np.random.randint(0, i)
        order[i], order[j] = order[j], order[i]
    return order


def sample_minibatch(input_data, target_data, num_points=100):
    order = fisher_yates(input_data.shape[0])
    picked = order[:num_points]
    return input_data[picked, :], target_data[picked]
