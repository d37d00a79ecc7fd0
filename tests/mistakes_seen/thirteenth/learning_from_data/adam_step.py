import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single power_one_too_high: the bias corrections use the power t + 1, as if t counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in ["W", "b"]:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = m[key] / (1 - beta1 ** (t + 1))
        v_hat = v[key] / (1 - beta2 ** (t + 1))
        parameters[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return parameters, m, v


# %% whole corrected_dictionaries_returned: the returned m and v are the bias-corrected ones, and eps is added inside the root
def moving_average(old, new, beta):
    return beta * old + (1 - beta) * new


def correct(value, beta, t):
    return value / (1 - beta**t)


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_parameters, new_m, new_v = {}, {}, {}
    for name, p in parameters.items():
        g = gradients[name]
        # averages of the gradient and of its square, without the bias
        new_m[name] = correct(moving_average(m[name], g, beta1), beta1, t)
        new_v[name] = correct(moving_average(v[name], g * g, beta2), beta2, t)
        # eps protects the root
        new_parameters[name] = p - alpha * new_m[name] / np.sqrt(new_v[name] + eps)
    return new_parameters, new_m, new_v
