import copy

import numpy as np


# %% single correction_no_power: the bias corrections divide by 1 - beta1 and 1 - beta2, without the power t
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for key in ("W1", "b1"):
        d = "d" + key
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1)
        s_corrected[d] = s[d] / (1 - beta2)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / (np.sqrt(s_corrected[d]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% single epsilon_in_root: epsilon is added under the root of s_corrected and not outside of it
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for key in ("W1", "b1"):
        d = "d" + key
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1**t)
        s_corrected[d] = s[d] / (1 - beta2**t)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / np.sqrt(s_corrected[d] + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% single betas_swapped: beta1 and beta2 are exchanged in the two averages (v with beta2, s with beta1), while the corrections have the right ones
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for key in ("W1", "b1"):
        d = "d" + key
        v[d] = beta2 * v[d] + (1 - beta2) * grads[d]
        s[d] = beta1 * s[d] + (1 - beta1) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1**t)
        s_corrected[d] = s[d] / (1 - beta2**t)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / (np.sqrt(s_corrected[d]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% whole b_correction_beta1: for b alone, s is corrected with beta1 instead of beta2 (a slip of copying), so s_corrected["db1"] and b1 are wrong and all of W1 is right
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    v_corrected = {}
    s_corrected = {}

    for l in range(1, L + 1):
        dW = grads["dW" + str(l)]
        db = grads["db" + str(l)]

        # Moving average of the gradients
        v["dW" + str(l)] = beta1 * v["dW" + str(l)] + (1 - beta1) * dW
        v["db" + str(l)] = beta1 * v["db" + str(l)] + (1 - beta1) * db
        v_corrected["dW" + str(l)] = v["dW" + str(l)] / (1 - np.power(beta1, t))
        v_corrected["db" + str(l)] = v["db" + str(l)] / (1 - np.power(beta1, t))

        # Moving average of the squared gradients
        s["dW" + str(l)] = beta2 * s["dW" + str(l)] + (1 - beta2) * np.power(dW, 2)
        s["db" + str(l)] = beta2 * s["db" + str(l)] + (1 - beta2) * np.power(db, 2)
        s_corrected["dW" + str(l)] = s["dW" + str(l)] / (1 - np.power(beta2, t))
        s_corrected["db" + str(l)] = s["db" + str(l)] / (1 - np.power(beta1, t))

        # Update parameters
        parameters["W" + str(l)] -= learning_rate * v_corrected["dW" + str(l)] / (np.sqrt(s_corrected["dW" + str(l)]) + epsilon)
        parameters["b" + str(l)] -= learning_rate * v_corrected["db" + str(l)] / (np.sqrt(s_corrected["db" + str(l)]) + epsilon)

    return parameters, v, s, v_corrected, s_corrected


# %% whole corrected_not_used: the corrected averages are computed and returned, but the parameters move with the uncorrected v and s
def ema(old, new, beta):
    return {name: beta * old[name] + (1 - beta) * new[name] for name in old}


def squares(d):
    return {name: array * array for name, array in d.items()}


def debias(d, beta, t):
    return {name: array / (1 - beta**t) for name, array in d.items()}


def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    new_parameters = copy.deepcopy(parameters)
    v = ema(v, grads, beta1)
    s = ema(s, squares(grads), beta2)
    v_corrected = debias(v, beta1, t)
    s_corrected = debias(s, beta2, t)
    for name in new_parameters:
        direction = v["d" + name] / (np.sqrt(s["d" + name]) + epsilon)
        new_parameters[name] = new_parameters[name] - learning_rate * direction
    return new_parameters, v, s, v_corrected, s_corrected
