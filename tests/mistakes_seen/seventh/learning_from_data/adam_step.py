import numpy as np


# %% single power_one_too_high: the bias correction takes the power t + 1, as if t counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    t = t + 1
    out = {}
    for name in parameters:
        grad = gradients[name]
        m[name] = beta1 * m[name] + (1 - beta1) * grad
        v[name] = beta2 * v[name] + (1 - beta2) * grad * grad
        m_hat = m[name] / (1 - beta1**t)
        v_hat = v[name] / (1 - beta2**t)
        out[name] = parameters[name] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return out, m, v


# %% whole one_dictionary_for_m_and_v: the new m and the new v are the same dictionary (a = b = {}), so that v overwrites m
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_parameters = {}
    new_m = new_v = {}
    for key in ["W", "b"]:
        g = np.asarray(gradients[key])
        new_m[key] = beta1 * np.asarray(m[key]) + (1 - beta1) * g
        new_v[key] = beta2 * np.asarray(v[key]) + (1 - beta2) * np.square(g)
        corrected_m = new_m[key] / (1 - np.power(beta1, t))
        corrected_v = new_v[key] / (1 - np.power(beta2, t))
        step = alpha * corrected_m / (np.sqrt(corrected_v) + eps)
        new_parameters[key] = np.asarray(parameters[key]) - step
    return new_parameters, new_m, new_v
