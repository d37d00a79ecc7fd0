# %% single steps_with_the_old_averages: The new averages are stored as new_m and new_v, but the step is computed from m and v, the averages of the step before.
import numpy as np


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    for key in parameters:
        g = gradients[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = m[key] / (1 - beta1**t)
        v_hat = v[key] / (1 - beta2**t)
        new_p[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v

# %% whole believes_that_t_counts_from_zero: The bias corrections take t + 1 as their power, as if the first step came with t = 0.
import numpy as np


def moving_average(old, new, beta):
    return {k: old[k] * beta + new[k] * (1 - beta) for k in old}


def unbias(average, beta, t):
    steps = t + 1
    return {k: a / (1 - beta**steps) for k, a in average.items()}


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    squares = {k: g * g for k, g in gradients.items()}
    m = moving_average(m, gradients, beta1)
    v = moving_average(v, squares, beta2)
    up, down = unbias(m, beta1, t), unbias(v, beta2, t)
    moved = {}
    for k in parameters:
        moved[k] = parameters[k] - alpha * up[k] / (np.sqrt(down[k]) + eps)
    return moved, m, v
