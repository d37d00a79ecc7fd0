import numpy as np


# %% single ascent: The gradients are added to the parameters, they should be subtracted.
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return parameters


# %% single biases_stay: Only the weights W are updated, the biases b are returned as they came.
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    updated = dict(parameters)
    for l in range(1, L + 1):
        updated["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
    return updated


# %% single last_layer_left_out: The loop over the layers ends one too early, the last layer's W and b are not updated.
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


# %% whole shrinks_parameters: The student mixes old value and gradient as in a weighted average, (1 - learning_rate)*p - learning_rate*g, so the parameters are shrunk too.
def move(old, gradient, rate):
    keep = 1 - rate
    return keep * old - rate * gradient


def update_parameters_with_gd(parameters, grads, learning_rate):
    new_parameters = {}
    for name in parameters:
        new_parameters[name] = move(parameters[name], grads["d" + name], learning_rate)
    return new_parameters


# %% whole once_a_layer_too_often: Within the loop over the layers the student updates all of the parameters again, so with two layers each parameter gets the step twice.
def update_parameters_with_gd(parameters, grads, learning_rate):
    # number of layers of the network
    n_layers = len(parameters) // 2
    params = {k: v.copy() for k, v in parameters.items()}

    for layer in range(n_layers):
        for key in params.keys():
            step = np.multiply(learning_rate, grads["d" + key])
            params[key] = params[key] - step

    return params
