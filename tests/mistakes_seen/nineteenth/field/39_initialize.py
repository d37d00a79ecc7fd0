import numpy as np


# %% single last_layer_missing: the loops run over range(1, L) with L the number of layers, so the last layer gets no entries in any of the dictionaries
def initialize_velocity(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(1, L):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v


def initialize_adam(parameters):
    L = len(parameters) // 2
    v = {}
    s = {}
    for l in range(1, L):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
        s["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        s["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v, s


# %% single bias_shaped_like_weight: the zeros for db are made with the shape of W (copied line), so db1 has the wrong shape everywhere
def initialize_velocity(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(L):
        v["dW" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        v["db" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
    return v


def initialize_adam(parameters):
    L = len(parameters) // 2
    v, s = {}, {}
    for l in range(L):
        v["dW" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        v["db" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        s["dW" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
        s["db" + str(l + 1)] = np.zeros_like(parameters["W" + str(l + 1)])
    return v, s


# %% single second_moment_ones: in initialize_adam the second moment s starts with ones instead of zeros (the velocity and v are right)
def initialize_velocity(parameters):
    v = {}
    for name, p in parameters.items():
        v["d" + name] = np.zeros(np.shape(p))
    return v


def initialize_adam(parameters):
    v = initialize_velocity(parameters)
    s = {}
    for name, p in parameters.items():
        # we divide by sqrt(s) later
        s["d" + name] = np.ones(np.shape(p))
    return v, s


# %% whole starts_from_parameters: the buffers are copies of the parameters' values (and s of their squares) instead of zeros
def _copy_of(parameters, prefix="d"):
    """A dictionary with the same arrays under the names of their gradients."""
    out = {}
    for k in parameters:
        out[prefix + k] = np.array(parameters[k], dtype=float, copy=True)
    return out


def initialize_velocity(parameters):
    return _copy_of(parameters)


def initialize_adam(parameters):
    v = _copy_of(parameters)  # first moment
    s = {k: a**2 for k, a in v.items()}  # second moment
    return v, s


# %% whole random_weights_buffers: the buffers dW are filled with small random numbers, as weights are initialized, instead of zeros; only the db are zeros
def init_layer(W, b, rng):
    n_out, n_in = W.shape
    # small random numbers break the symmetry, biases can be zero
    dW = rng.randn(n_out, n_in) * 0.01
    db = np.zeros((n_out, 1))
    return dW, db


def initialize_velocity(parameters):
    rng = np.random.RandomState(3)
    v = {}
    l = 1
    while "W%d" % l in parameters:
        dW, db = init_layer(parameters["W%d" % l], parameters["b%d" % l], rng)
        v["dW%d" % l] = dW
        v["db%d" % l] = db
        l += 1
    return v


def initialize_adam(parameters):
    rng = np.random.RandomState(4)
    v, s = {}, {}
    l = 1
    while "W%d" % l in parameters:
        W, b = parameters["W%d" % l], parameters["b%d" % l]
        v["dW%d" % l], v["db%d" % l] = init_layer(W, b, rng)
        s["dW%d" % l], s["db%d" % l] = init_layer(W, b, rng)
        l += 1
    return v, s
