import numpy as np


# %% single velocity_is_parameters: initialize_velocity starts the velocities at copies of the parameters and not at zeros
def initialize_velocity(parameters):
    v = {}
    for key in parameters:
        v["d" + key] = np.array(parameters[key], dtype=float)
    return v


def initialize_adam(parameters):
    v, s = {}, {}
    for key in parameters:
        v["d" + key] = np.zeros(np.shape(parameters[key]))
        s["d" + key] = np.zeros(np.shape(parameters[key]))
    return v, s


# %% single db_has_shape_of_W: in initialize_velocity the line for db is copied from dW and has the shape of W and not of b
def initialize_velocity(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(1, L + 1):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
    return v


def initialize_adam(parameters):
    L = len(parameters) // 2
    v = {}
    s = {}
    for l in range(1, L + 1):
        for name in ("W", "b"):
            v["d" + name + str(l)] = np.zeros(parameters[name + str(l)].shape)
            s["d" + name + str(l)] = np.zeros(parameters[name + str(l)].shape)
    return v, s


# %% single s_of_ones: initialize_adam starts s at ones and not at zeros
def initialize_velocity(parameters):
    return {"d" + key: np.zeros_like(value) for key, value in parameters.items()}


def initialize_adam(parameters):
    v = {"d" + key: np.zeros_like(value) for key, value in parameters.items()}
    s = {"d" + key: np.ones_like(value) for key, value in parameters.items()}
    return v, s


# %% whole random_start: fills the dW entries with small random numbers, as one initializes weights, in both functions, where all should be zeros
def random_like(a):
    return np.random.randn(*a.shape) * 0.01


def initialize_velocity(parameters):
    np.random.seed(3)
    L = len(parameters) // 2
    v = {}
    for i in range(L):
        W = parameters["W" + str(i + 1)]
        b = parameters["b" + str(i + 1)]
        v["dW" + str(i + 1)] = random_like(W)
        v["db" + str(i + 1)] = np.zeros(b.shape)
    return v


def initialize_adam(parameters):
    v = initialize_velocity(parameters)
    s = initialize_velocity(parameters)
    return v, s


# %% whole rows_and_columns_swapped: makes all zeros with rows and columns exchanged, so that dW and db have the shape of the transposed parameters, in both functions
def zeros_for(parameters, layer, letter):
    n_out, n_in = parameters[letter + str(layer)].shape
    return np.zeros((n_in, n_out))


def initialize_velocity(parameters):
    number_of_layers = len(parameters) // 2
    velocity = dict()
    for layer in range(1, number_of_layers + 1):
        velocity[f"dW{layer}"] = zeros_for(parameters, layer, "W")
        velocity[f"db{layer}"] = zeros_for(parameters, layer, "b")
    return velocity


def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)
