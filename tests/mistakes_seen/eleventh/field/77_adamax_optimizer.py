import numpy as np

# %% single u_corrected: u gets a bias correction 1 - beta2^t like Adam's v, but a maximum needs none
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad))
    m_hat = m / (1 - beta1**t)
    u_hat = u / (1 - beta2**t)
    parameter = parameter - learning_rate * m_hat / (u_hat + epsilon)
    return parameter, m, u

# %% whole decay_outside_maximum: beta2 multiplies the whole maximum, beta2 * max(u, |grad|), instead of the old u inside it
def weighted_maximum(old, new, beta):
    """The larger of the two, decayed."""
    result = np.empty(len(old))
    for j in range(len(old)):
        result[j] = beta * max(old[j], abs(new[j]))
    return result


def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    new_m = m + (1 - beta1) * (grad - m)
    new_u = weighted_maximum(u, grad, beta2)
    rate = learning_rate / (1 - beta1**t)
    new_parameter = parameter - rate * new_m / (new_u + epsilon)
    return new_parameter, new_m, new_u
