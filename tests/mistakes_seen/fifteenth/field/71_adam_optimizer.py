import numpy as np


# %% single power_t_plus_one: the bias corrections use the power t + 1, as if t counted from 0
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter, m, v


# %% single corrected_returned: returns the bias-corrected moments in place of m and v; the parameter is right
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    parameter = parameter - learning_rate * m / (np.sqrt(v) + epsilon)
    return parameter, m, v


# %% single v_without_factor: the square of the gradient enters v without the factor 1 - beta2
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter, m, v


# %% whole moves_first: the parameter moves with the old moments, those that were passed, and only then m and v are brought up to date with the gradient
def corrected(moment, beta, t):
    return moment / (1 - np.power(beta, t))


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    # step
    mhat = corrected(m, beta1, t)
    vhat = corrected(v, beta2, t)
    parameter = parameter - learning_rate * mhat / (np.sqrt(vhat) + epsilon)

    # moments
    m = m + (1 - beta1) * (grad - m)
    v = v + (1 - beta2) * (np.square(grad) - v)
    return parameter, m, v


# %% whole one_square_for_all: the square in v is the dot product of the gradient with itself, one sum over all components, so every component of v gets the same instead of its own square
def first_moment(m, grad, beta1):
    return beta1 * np.asarray(m) + (1 - beta1) * grad


def second_moment(v, grad, beta2):
    return beta2 * np.asarray(v) + (1 - beta2) * grad.T.dot(grad)


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    grad = np.array(grad, dtype=float)
    m_t = first_moment(m, grad, beta1)
    v_t = second_moment(v, grad, beta2)
    # bias correction
    m_hat = m_t / (1.0 - beta1**t)
    v_hat = v_t / (1.0 - beta2**t)
    update = learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return parameter - update, m_t, v_t
