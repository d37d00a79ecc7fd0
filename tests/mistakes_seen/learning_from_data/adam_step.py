import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single returns_corrected: the bias-corrected m and v are returned
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    p2, m2, v2 = {}, {}, {}
    for k in parameters:
        mk = beta1 * m[k] + (1 - beta1) * gradients[k]
        vk = beta2 * v[k] + (1 - beta2) * gradients[k] ** 2
        m2[k] = mk / (1 - beta1**t)
        v2[k] = vk / (1 - beta2**t)
        p2[k] = parameters[k] - alpha * m2[k] / (np.sqrt(v2[k]) + eps)
    return p2, m2, v2

# %% single eps_inside: eps stands inside the root
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    p2, m2, v2 = {}, {}, {}
    for k, g in gradients.items():
        m2[k] = beta1 * m[k] + (1 - beta1) * g
        v2[k] = beta2 * v[k] + (1 - beta2) * g**2
        p2[k] = parameters[k] - alpha * m2[k] / (1 - beta1**t) / np.sqrt(v2[k] / (1 - beta2**t) + eps)
    return p2, m2, v2

# %% single t_plus_one: the power in the bias correction is t + 1, as if t were counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in v}
    c1, c2 = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)
    new = {k: parameters[k] - alpha * (m[k] / c1) / (np.sqrt(v[k] / c2) + eps) for k in parameters}
    return new, m, v

# %% single square_missing: v averages the gradients and not their squares (their absolute values)
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    p2, m2, v2 = {}, {}, {}
    for k, g in gradients.items():
        m2[k] = beta1 * m[k] + (1 - beta1) * g
        v2[k] = beta2 * v[k] + (1 - beta2) * np.abs(g)
        m_hat, v_hat = m2[k] / (1 - beta1**t), v2[k] / (1 - beta2**t)
        p2[k] = parameters[k] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return p2, m2, v2

# %% single b_not_stepped: only W is stepped, b is returned as it was
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m2 = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in gradients}
    v2 = {k: beta2 * v[k] + (1 - beta2) * gradients[k] ** 2 for k in gradients}
    new = dict(parameters)
    k = "W"
    new[k] = parameters[k] - alpha * m2[k] / (1 - beta1**t) / (np.sqrt(v2[k] / (1 - beta2**t)) + eps)
    return new, m2, v2

# %% whole update_uses_old_moments: the step is made of the old m and v, which are brought up to date afterwards
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for name in parameters:
        m_hat = m[name] / (1 - beta1**t)
        v_hat = v[name] / (1 - beta2**t)
        parameters[name] = parameters[name] - alpha * m_hat / (np.sqrt(v_hat) + eps)
        m[name] = beta1 * m[name] + (1 - beta1) * gradients[name]
        v[name] = beta2 * v[name] + (1 - beta2) * gradients[name] ** 2
    return parameters, m, v

# %% whole rmsprop_like: no bias correction, and the step takes the gradient in place of m
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    out = {}
    for key in ["W", "b"]:
        g = gradients[key]
        m[key] = m[key] * beta1 + g * (1 - beta1)
        v[key] = v[key] * beta2 + np.square(g) * (1 - beta2)
        out[key] = parameters[key] - alpha * g / (np.sqrt(v[key]) + eps)
    return out, m, v

# %% whole joint_norm: one number v for a whole array: the mean of the squares; betas exchanged in the correction
def average(old, new, beta):
    return beta * old + (1 - beta) * new

def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p = {}
    new_m = {}
    new_v = {}
    for key, p in parameters.items():
        g = gradients[key]
        new_m[key] = average(m[key], g, beta1)
        new_v[key] = average(v[key], np.mean(g**2), beta2)
        mhat = new_m[key] / (1 - beta2**t)
        vhat = new_v[key] / (1 - beta1**t)
        new_p[key] = p - alpha * mhat / (np.sqrt(vhat) + eps)
    return new_p, new_m, new_v
