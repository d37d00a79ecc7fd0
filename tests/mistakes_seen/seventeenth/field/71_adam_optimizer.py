import numpy as np


# %% single no_correction: The bias correction of m and v is missing.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    parameter = parameter - learning_rate * m / (np.sqrt(v) + epsilon)
    return parameter, m, v


# %% single weights_exchanged: In both averages the weights are exchanged: the old value has 1 - beta and the gradient has beta.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = (1 - beta1) * m + beta1 * grad
    v = (1 - beta2) * v + beta2 * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


# %% single wrong_beta_in_v_hat: v is corrected with beta1**t in place of beta2**t.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * np.square(grad)
    m_hat = m / (1 - np.power(beta1, t))
    v_hat = v / (1 - np.power(beta1, t))
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter, m, v


# %% whole square_of_average: The second average is made of the square of the new m in place of the square of the gradient.
def ema(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = ema(m, grad, beta1)
    v = ema(v, m * m, beta2)
    mc, vc = m / (1 - beta1**t), v / (1 - beta2**t)
    return parameter - learning_rate * mc / (vc**0.5 + epsilon), m, v


# %% whole root_then_corrected: The root of v is taken first and then divided by 1 - beta2^t, which should stand under the root; and the corrected m is returned as m.
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    out = np.zeros(len(parameter))
    new_m, new_v = np.zeros(len(parameter)), np.zeros(len(parameter))
    for i in range(len(parameter)):
        new_m[i] = beta1 * m[i] + (1 - beta1) * grad[i]
        new_v[i] = beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        # bias correction
        new_m[i] = new_m[i] / (1 - beta1**t)
        rms = np.sqrt(new_v[i]) / (1 - beta2**t)
        out[i] = parameter[i] - learning_rate * new_m[i] / (rms + epsilon)
    return out, new_m, new_v
