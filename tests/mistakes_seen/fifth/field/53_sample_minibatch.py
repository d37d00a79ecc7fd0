import numpy as np

# %% single own_targets: the targets are drawn with indices of their own, so they do not belong to the inputs
def sample_minibatch(input_data, target_data, num_points):
    n = len(input_data)
    batch_inputs = input_data[np.random.choice(n, num_points)]
    batch_targets = target_data[np.random.choice(n, num_points)]
    return batch_inputs, batch_targets

# %% single first_points: the indices are drawn from 0, ..., num_points - 1 in place of all the data, so only the first points are ever seen
def sample_minibatch(input_data, target_data, num_points):
    batch_indices = np.random.choice(num_points, num_points)
    return input_data[batch_indices], target_data[batch_indices]

# %% whole neighbours: the batch is a block of consecutive points from a random start on, in place of points drawn independently
def random_start(total, length):
    latest = max(total - length, 0)
    return int(np.random.randint(0, latest + 1))


def sample_minibatch(input_data, target_data, num_points):
    begin = random_start(len(input_data), num_points)
    end = begin + num_points
    batch_inputs = input_data[begin:end]
    batch_targets = target_data[begin:end]
    return batch_inputs, batch_targets

# %% whole one_point: a single index is drawn, before the loop, and the same point fills the whole batch
def sample_minibatch(input_data, target_data, num_points):
    n = input_data.shape[0]
    i = int(np.random.choice(n))
    chosen = []
    while len(chosen) < num_points:
        chosen.append(i)
    chosen = np.array(chosen)
    return input_data[chosen], target_data[chosen]
