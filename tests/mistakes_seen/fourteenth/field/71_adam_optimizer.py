import numpy as np


# %% single no_bias_correction: The moments are used as they are, the bias correction by 1 - beta**t is missing.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    parameter = parameter - learning_rate * m / (np.sqrt(v) + epsilon)
    return parameter, m, v


# %% single corrected_moments_returned: The corrected moments overwrite m and v and are returned, the moments without correction should be.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    parameter = parameter - learning_rate * m / (np.sqrt(v) + epsilon)
    return parameter, m, v


# %% single t_plus_one: The bias correction uses the exponent t + 1, as if t were counted from 0.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter, m, v


# %% whole norm_of_gradient: The student's second moment takes the squared norm of the whole gradient, the same number for all coordinates, and not the square of each coordinate.
def moving_average(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = moving_average(m, grad, beta1)
    v = moving_average(v, np.linalg.norm(grad) ** 2, beta2)

    # correct the start at zero
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)

    update = learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter - update, m, v


# %% whole betas_swapped: The student uses beta2 for the first moment and beta1 for the second, in the averages and in the corrections.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    new_parameter = np.zeros(len(parameter))
    new_m = np.zeros(len(parameter))
    new_v = np.zeros(len(parameter))
    for k in range(len(parameter)):
        g = grad[k]
        # mean of the gradients
        new_m[k] = beta2 * m[k] + (1 - beta2) * g
        mean = new_m[k] / (1 - beta2**t)
        # mean of their squares
        new_v[k] = beta1 * v[k] + (1 - beta1) * g * g
        square = new_v[k] / (1 - beta1**t)
        new_parameter[k] = parameter[k] - learning_rate * mean / (square**0.5 + epsilon)
    return new_parameter, new_m, new_v
