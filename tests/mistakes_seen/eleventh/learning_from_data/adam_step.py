import numpy as np

# %% single t_plus_one: t is raised by 1 before the bias correction although it counts from 1 already, so the powers are beta^(t+1)
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    t = t + 1
    new_p, new_m, new_v = {}, {}, {}
    for key in parameters:
        g = gradients[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1**t)
        v_hat = new_v[key] / (1 - beta2**t)
        new_p[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v

# %% whole squared_length: v is fed with the squared length of the whole gradient, one sum of squares for all components of a parameter, instead of each component's own square
def running(old, new, beta):
    return beta * old + (1 - beta) * new


def update_one(p, g, first, second, t, alpha, beta1, beta2, eps):
    first = running(first, g, beta1)
    second = running(second, np.linalg.norm(g) ** 2, beta2)
    corrected_first = first / (1 - beta1**t)
    corrected_second = second / (1 - beta2**t)
    return p - alpha * corrected_first / (np.sqrt(corrected_second) + eps), first, second


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    W, mW, vW = update_one(parameters["W"], gradients["W"], m["W"], v["W"], t, alpha, beta1, beta2, eps)
    b, mb, vb = update_one(parameters["b"], gradients["b"], m["b"], v["b"], t, alpha, beta1, beta2, eps)
    return {"W": W, "b": b}, {"W": mW, "b": mb}, {"W": vW, "b": vb}
