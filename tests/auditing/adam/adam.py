"""The solution: one step of Adam on a dictionary of parameters."""

import numpy as np


def initialize_adam(parameters):
    """Zeros for the moving averages of the gradients and of their squares."""
    v = {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}
    s = {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}
    return v, s


def update_parameters_with_adam(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    """The parameters and both moving averages after step `t`."""
    for name in parameters:
        key = f"d{name}"
        v[key] = beta1 * v[key] + (1 - beta1) * grads[key]
        v_corrected = v[key] / (1 - beta1**t)
        s[key] = beta2 * s[key] + (1 - beta2) * grads[key] ** 2
        s_corrected = s[key] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_corrected / (np.sqrt(s_corrected) + epsilon)
    return parameters, v, s
