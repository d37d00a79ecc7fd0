import numpy as np


# %% single plus_sign: the gradients times the learning rate are added instead of subtracted
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return parameters


# %% single last_layer_left_out: the loop runs over range(1, L) and leaves the parameters of the last layer as they were
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


# %% single biases_left_out: only the weights W are updated, the biases b stay as they were
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W = "W" + str(l)
        parameters[W] = parameters[W] - learning_rate * grads["d" + W]
    return parameters


# %% whole old_values_lost: the new parameters are minus the learning rate times the gradient: the old values of the parameters are not in the result
def scaled(gradient, learning_rate):
    return -learning_rate * np.asarray(gradient)


def update_parameters_with_gd(parameters, grads, learning_rate):
    new_parameters = {}
    for name in parameters:
        new_parameters[name] = scaled(grads["d" + name], learning_rate)
    return new_parameters


# %% whole rate_over_layer: the learning rate is divided by the layer's number inside the loop, and the smaller rate is carried on, so the second layer moves by half a step only
def update_parameters_with_gd(parameters, grads, learning_rate):
    W, b = [], []
    layers = sorted(int(k[1:]) for k in parameters if k.startswith("W"))
    rate = learning_rate
    for l in layers:
        rate = rate / l
        W.append(np.array(parameters[f"W{l}"]) - rate * np.array(grads[f"dW{l}"]))
        b.append(np.array(parameters[f"b{l}"]) - rate * np.array(grads[f"db{l}"]))
    result = {}
    for i, l in enumerate(layers):
        result[f"W{l}"] = W[i]
        result[f"b{l}"] = b[i]
    return result
