import numpy as np


# %% single no_absolute_value: the maximum is taken with the gradient itself instead of with its absolute value
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, grad)
    m_hat = m / (1 - beta1 ** t)
    parameter = parameter - learning_rate * m_hat / (u + epsilon)
    return parameter, m, u


# %% single corrected_m_returned: the bias-corrected mean is stored over m, so the corrected m is returned instead of the plain average
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    m = m / (1 - beta1**t)
    u = np.maximum(beta2 * u, abs(grad))
    new_parameter = parameter - learning_rate * m / (u + epsilon)
    return new_parameter, m, u


# %% single weights_of_m_swapped: in the average m the weights beta1 and 1 - beta1 are swapped
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m_t = (1 - beta1) * m + beta1 * grad
    u_t = np.maximum(beta2 * u, np.abs(grad))
    step = learning_rate / (1 - beta1**t)
    return parameter - step * m_t / (u_t + epsilon), m_t, u_t


# %% whole u_is_bias_corrected: the maximum u is bias-corrected by 1 - beta2^t too, which Adamax does not do
def _moments(g, m_old, u_old, b1, b2):
    m_new = b1 * m_old + (1.0 - b1) * g
    u_new = max(b2 * u_old, abs(g))
    return m_new, u_new


def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    # work on flat float arrays
    p = np.atleast_1d(np.array(parameter, dtype=float))
    g = np.atleast_1d(np.array(grad, dtype=float))
    ms = np.atleast_1d(np.array(m, dtype=float))
    us = np.atleast_1d(np.array(u, dtype=float))
    for i in range(len(p)):
        ms[i], us[i] = _moments(g[i], ms[i], us[i], beta1, beta2)
        # bias correction
        mhat = ms[i] / (1 - beta1**t)
        uhat = us[i] / (1 - beta2**t)
        p[i] -= learning_rate * mhat / (uhat + epsilon)
    return p, ms, us


# %% whole root_of_the_maximum: the step divides by sqrt(u) as in Adam, although u is already of the size of the gradient
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One Adamax update (Adam with the infinity norm)."""
    # 1) biased first moment
    first = np.multiply(beta1, m) + np.multiply(1 - beta1, grad)

    # 2) exponentially weighted infinity norm
    decayed = np.multiply(beta2, u)
    magnitude = np.absolute(grad)
    inf_norm = np.where(decayed > magnitude, decayed, magnitude)

    # 3) update
    correction = 1 - np.power(beta1, t)
    denominator = np.sqrt(inf_norm) + epsilon
    delta = learning_rate * (first / correction) / denominator
    return parameter - delta, first, inf_norm
