import numpy as np


# %% single square_of_the_average: s averages the squares of the averaged gradients v in place of those of the gradients
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {key: beta1 * v[key] + (1 - beta1) * grads[key] for key in v}
    s = {key: beta2 * s[key] + (1 - beta2) * v[key] ** 2 for key in s}
    v_corrected = {key: v[key] / (1 - beta1**t) for key in v}
    s_corrected = {key: s[key] / (1 - beta2**t) for key in s}
    step = {key: v_corrected[key] / (np.sqrt(s_corrected[key]) + epsilon) for key in v}
    parameters = {key: p - learning_rate * step["d" + key] for key, p in parameters.items()}
    return parameters, v, s, v_corrected, s_corrected


# %% whole corrected_in_place: v_corrected and s_corrected are the same dictionaries as v and s, so the v and s that are returned are bias-corrected as well
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    L = len(parameters) // 2
    v_corrected = v
    s_corrected = s
    for l in range(1, L + 1):
        for letter in ("W", "b"):
            name = letter + str(l)
            dname = "d" + name
            v[dname] = beta1 * v[dname] + (1 - beta1) * grads[dname]
            s[dname] = beta2 * s[dname] + (1 - beta2) * np.power(grads[dname], 2)
            v_corrected[dname] = v[dname] / (1 - np.power(beta1, t))
            s_corrected[dname] = s[dname] / (1 - np.power(beta2, t))
            direction = v_corrected[dname] / (np.sqrt(s_corrected[dname]) + epsilon)
            parameters[name] = parameters[name] - learning_rate * direction
    return parameters, v, s, v_corrected, s_corrected
