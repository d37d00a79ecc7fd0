import numpy as np


# %% single eps_inside_root: epsilon is added to the corrected s under the square root instead of to the root
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for key in parameters:
        d = "d" + key
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1**t)
        s_corrected[d] = s[d] / (1 - beta2**t)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / np.sqrt(s_corrected[d] + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% single root_of_raw_s: the step divides by the root of s as it is instead of the bias-corrected s
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected, s_corrected = {}, {}
    for key in parameters:
        d = "d" + key
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1**t)
        s_corrected[d] = s[d] / (1 - beta2**t)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / (np.sqrt(s[d]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% single averages_overwritten: v_corrected and s_corrected are the same dictionaries as v and s, so the v and s that are returned are the bias-corrected ones
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v_corrected = v
    s_corrected = s
    for key in parameters:
        d = "d" + key
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
        v_corrected[d] = v[d] / (1 - beta1**t)
        s_corrected[d] = s[d] / (1 - beta2**t)
        parameters[key] = parameters[key] - learning_rate * v_corrected[d] / (np.sqrt(s_corrected[d]) + epsilon)
    return parameters, v, s, v_corrected, s_corrected


# %% whole betas_exchanged: the two bias corrections have each other's beta: v is divided by 1 - beta2^t and s by 1 - beta1^t
def moving_average(old, new, beta):
    return {k: beta * old[k] + (1 - beta) * new[k] for k in old}


def correct(avg, factor):
    return {k: a / factor for k, a in avg.items()}


def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    squares = {k: np.square(grads[k]) for k in grads}
    v = moving_average(v, grads, beta1)
    s = moving_average(s, squares, beta2)
    c1 = 1 - np.power(beta1, t)
    c2 = 1 - np.power(beta2, t)
    v_corrected = correct(v, c2)
    s_corrected = correct(s, c1)
    new = {}
    for k, p in parameters.items():
        new[k] = p - learning_rate * v_corrected["d" + k] / (np.sqrt(s_corrected["d" + k]) + epsilon)
    return new, v, s, v_corrected, s_corrected


# %% whole no_power_of_t: the bias corrections divide by 1 - beta1 and 1 - beta2 in every step, without the power t
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2                 # number of layers
    v_corrected = {}
    s_corrected = {}

    for l in range(1, L + 1):
        W, b = "W" + str(l), "b" + str(l)
        dW, db = "dW" + str(l), "db" + str(l)

        # Moving average of the gradients
        v[dW] = beta1 * v[dW] + (1 - beta1) * grads[dW]
        v[db] = beta1 * v[db] + (1 - beta1) * grads[db]

        # bias-corrected first moment
        v_corrected[dW] = v[dW] / (1 - beta1)
        v_corrected[db] = v[db] / (1 - beta1)

        # Moving average of the squared gradients
        s[dW] = beta2 * s[dW] + (1 - beta2) * np.power(grads[dW], 2)
        s[db] = beta2 * s[db] + (1 - beta2) * np.power(grads[db], 2)

        # bias-corrected second moment
        s_corrected[dW] = s[dW] / (1 - beta2)
        s_corrected[db] = s[db] / (1 - beta2)

        # Update
        parameters[W] = parameters[W] - learning_rate * v_corrected[dW] / (np.sqrt(s_corrected[dW]) + epsilon)
        parameters[b] = parameters[b] - learning_rate * v_corrected[db] / (np.sqrt(s_corrected[db]) + epsilon)

    return parameters, v, s, v_corrected, s_corrected
