import numpy as np

# %% single no_bias_correction: m is not divided by 1 - beta1^t (no bias correction)
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad))
    parameter = parameter - learning_rate * m / (u + epsilon)
    return parameter, m, u

# %% single abs_missing: u is max(beta2 u, grad) in place of max(beta2 u, |grad|), wrong for negative gradients
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m_new = beta1 * m + (1 - beta1) * grad
    u_new = np.maximum(beta2 * u, grad)
    m_hat = m_new / (1 - beta1 ** t)
    step = learning_rate * m_hat / (u_new + epsilon)
    return parameter - step, m_new, u_new

# %% whole adam_in_place_of_adamax: Adam: u is the moving average beta2 u + (1 - beta2) grad^2 in place of the maximum, is bias-corrected, and the step is divided by its square root
def bias_correct(value, beta, t):
    return value / (1 - beta ** t)

def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = beta2 * u + (1 - beta2) * grad ** 2
    mhat = bias_correct(m, beta1, t)
    uhat = bias_correct(u, beta2, t)
    parameter = parameter - learning_rate * mhat / (np.sqrt(uhat) + epsilon)
    return parameter, m, u

# %% whole u_corrected_and_m_hat_returned: two slips: u is bias-corrected too (divided by 1 - beta2^t) in the step, and the bias-corrected m is returned in place of m
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = m * beta1 + grad * (1 - beta1)
    g_abs = np.sqrt(np.square(grad))
    u = np.where(u * beta2 > g_abs, u * beta2, g_abs)
    m = m / (1 - np.power(beta1, t))
    u_hat = u / (1 - np.power(beta2, t))
    delta = m / (u_hat + epsilon)
    delta = delta * learning_rate
    parameter = parameter - delta
    return parameter, m, u
