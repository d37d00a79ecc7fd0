import numpy as np


# %% single keys_of_parameters: The dictionaries have the keys of the parameters (W1, b1) and not those of the gradients (dW1, db1).
def initialize_velocity(parameters):
    v = {}
    for key in parameters:
        v[key] = np.zeros(parameters[key].shape)
    return v


def initialize_adam(parameters):
    v, s = {}, {}
    for key in parameters:
        v[key] = np.zeros(parameters[key].shape)
        s[key] = np.zeros(parameters[key].shape)
    return v, s


# %% single small_random: The velocities and moments of the weights start with small random numbers (as weights are initialized) and not with zeros.
def initialize_velocity(parameters):
    np.random.seed(3)
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.random.randn(*parameters["W" + str(l)].shape) * 0.01
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v


def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)


# %% single flat_biases: The zeros of the biases are one-dimensional of shape (n,), they should have the shape (n, 1) of the biases.
def initialize_velocity(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape[0])
    return v


def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)


# %% whole starts_at_parameters: The student starts the velocity and the first moment with the parameters' own values and the second moment with their squares, all should be zeros.
def with_d(name):
    return "d" + name


def initialize_velocity(parameters):
    velocity = {}
    for name, value in parameters.items():
        velocity[with_d(name)] = np.array(value)
    return velocity


def initialize_adam(parameters):
    # first moment
    v = initialize_velocity(parameters)
    # second moment, has the squares
    s = {}
    for name in v:
        s[name] = v[name] ** 2
    return v, s


# %% whole rows_and_columns_swapped: The student reads the layer's sizes off W and builds the zeros of dW with rows and columns swapped, so dW has the shape of the transpose of W.
def layer_sizes(parameters):
    sizes = []
    n = len(parameters) // 2
    for i in range(n):
        outputs, inputs = parameters["W%d" % (i + 1)].shape
        sizes.append((inputs, outputs))
    return sizes


def zeros_for(parameters):
    z = {}
    i = 1
    for inputs, outputs in layer_sizes(parameters):
        z["dW%d" % i] = np.zeros((inputs, outputs))
        z["db%d" % i] = np.zeros((outputs, 1))
        i += 1
    return z


def initialize_velocity(parameters):
    return zeros_for(parameters)


def initialize_adam(parameters):
    v = zeros_for(parameters)
    s = zeros_for(parameters)
    return v, s
