import numpy as np


# %% single v_corrected_with_beta1: the second moment is corrected by 1 - beta1^t in place of 1 - beta2^t
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_parameters, new_m, new_v = {}, {}, {}
    for key, g in gradients.items():
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1**t)
        v_hat = new_v[key] / (1 - beta1**t)
        new_parameters[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_parameters, new_m, new_v


# %% whole t_counted_up_for_each_parameter: t is raised by 1 before each parameter, inside the loop over the keys, so the first is corrected with t + 1 and the second with t + 2 in place of t
def moving_average(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for name in parameters:  # "W" and "b"
        t += 1
        grad = np.asarray(gradients[name])
        m[name] = moving_average(m[name], grad, beta1)
        v[name] = moving_average(v[name], np.square(grad), beta2)

        # bias correction
        m_unbiased = m[name] / (1.0 - np.power(beta1, t))
        v_unbiased = v[name] / (1.0 - np.power(beta2, t))

        update = m_unbiased / (np.sqrt(v_unbiased) + eps)
        parameters[name] = parameters[name] - alpha * update
    return parameters, m, v
