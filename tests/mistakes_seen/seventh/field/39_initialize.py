import numpy as np


# %% single letter_d_added_twice: initialize_adam makes the keys of s out of those of v and puts "d" in front once more, so that they are ddW1 and ddb1 (initialize_velocity is right)
def zeros_like_all(arrays):
    return {"d" + name: np.zeros_like(array) for name, array in arrays.items()}


def initialize_velocity(parameters):
    return zeros_like_all(parameters)


def initialize_adam(parameters):
    v = zeros_like_all(parameters)
    s = zeros_like_all(v)
    return v, s


# %% whole one_column_for_every_array: every array of zeros has the rows of its parameter but one column, which is right for b and wrong for W
def initialize_velocity(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(1, L + 1):
        n_l = parameters["W" + str(l)].shape[0]
        v["dW" + str(l)] = np.zeros((n_l, 1))
        v["db" + str(l)] = np.zeros((n_l, 1))
    return v


def initialize_adam(parameters):
    # both moments start like the velocity
    return initialize_velocity(parameters), initialize_velocity(parameters)
