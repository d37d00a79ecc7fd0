import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single counts_from_zero: The bias corrections use the power t + 1 in place of t, as if t were counted from 0.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    """Return (parameters, m, v), three dictionaries, after step t of Adam."""
    new_p, new_m, new_v = {}, {}, {}
    for key in parameters:
        g = gradients[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1 ** (t + 1))
        v_hat = new_v[key] / (1 - beta2 ** (t + 1))
        new_p[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v


# %% single return_in_loop: The return stands inside the loop over the keys, so that only the first parameter is updated, with its m and v, and the other one stays as it was.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = m[key] / (1 - beta1**t)
        v_hat = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
        return parameters, m, v


# %% single mean_square_of_array: The average v takes the mean of the squares over the whole array of a parameter, one number for all its components, in place of the square of each component.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = {p: beta1 * m[p] + (1 - beta1) * gradients[p] for p in m}
    v = {p: beta2 * v[p] + (1 - beta2) * np.mean(gradients[p] ** 2) for p in v}
    m_hat = {p: m[p] / (1 - beta1**t) for p in m}
    v_hat = {p: v[p] / (1 - beta2**t) for p in v}
    parameters = {p: parameters[p] - alpha * m_hat[p] / (np.sqrt(v_hat[p]) + eps) for p in parameters}
    return parameters, m, v


# %% whole returns_corrected: The m and v that are returned are the bias-corrected ones, because the correction overwrites them.
def first_moment(m, g, beta1, t):
    m = beta1 * m + (1 - beta1) * g
    m = m / (1 - beta1**t)
    return m


def second_moment(v, g, beta2, t):
    v = beta2 * v + (1 - beta2) * np.square(g)
    v = v / (1 - beta2**t)
    return v


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    p_out = dict()
    m_out = dict()
    v_out = dict()
    for name in ["W", "b"]:
        m_out[name] = first_moment(m[name], gradients[name], beta1, t)
        v_out[name] = second_moment(v[name], gradients[name], beta2, t)
        p_out[name] = parameters[name] - alpha * m_out[name] / (np.sqrt(v_out[name]) + eps)
    return p_out, m_out, v_out


# %% whole steps_with_old_moments: The corrected moments are made of the old m and v, before this step's gradient is averaged in, so that the parameters move with the moments of the step before.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    correction1 = 1.0 - beta1**t
    correction2 = 1.0 - beta2**t

    # 1. move the parameters
    updated = {}
    for name, p in parameters.items():
        mhat = m[name] / correction1
        vhat = v[name] / correction2
        updated[name] = p - alpha * mhat / (np.sqrt(vhat) + eps)

    # 2. remember the moments for the next call
    m_next = {}
    v_next = {}
    for name, grad in gradients.items():
        m_next[name] = beta1 * m[name] + (1.0 - beta1) * grad
        v_next[name] = beta2 * v[name] + (1.0 - beta2) * grad * grad

    return updated, m_next, v_next
