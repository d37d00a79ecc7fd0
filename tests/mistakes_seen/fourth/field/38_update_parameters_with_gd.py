import numpy as np
import copy

# %% single b_with_dw: the biases are updated with the weights' gradient dW in place of their own gradient db (copy and paste)
def update_parameters_with_gd(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["dW" + str(l)]
    return parameters

# %% single no_rate: the gradients are subtracted without being multiplied with the learning rate
def update_parameters_with_gd(parameters, grads, learning_rate):
    updated = {}
    for name in parameters:
        updated[name] = parameters[name] - grads["d" + name]
    return updated

# %% whole not_written_back: the new values are put into local variables only and never written back, so the parameters are returned unchanged
def update_parameters_with_gd(parameters, grads, learning_rate):
    alpha = learning_rate
    params = copy.deepcopy(parameters)

    # layer 1
    W1, b1 = params["W1"], params["b1"]
    W1 = W1 - alpha * grads["dW1"]
    b1 = b1 - alpha * grads["db1"]

    # layer 2
    W2, b2 = params["W2"], params["b2"]
    W2 = W2 - alpha * grads["dW2"]
    b2 = b2 - alpha * grads["db2"]

    return params

# %% whole weights_alone: only the weights W are updated, the biases b are returned as they were
def layer_count(parameters):
    return max(int(k[1:]) for k in parameters)


def gd_step(theta, slope, rate):
    out = np.empty_like(theta)
    for pos, value in np.ndenumerate(theta):
        out[pos] = value - rate * slope[pos]
    return out


def update_parameters_with_gd(parameters, grads, learning_rate):
    new_parameters = dict(parameters)
    for i in range(layer_count(parameters)):
        key = "W%d" % (i + 1)
        new_parameters[key] = gd_step(parameters[key], grads["d" + key], learning_rate)
    print("Updated", sorted(new_parameters))
    return new_parameters
