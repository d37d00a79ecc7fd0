import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single corrected_returned: The bias-corrected m and v are stored and returned, in place of the plain averages.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m[key] / (np.sqrt(v[key]) + eps)
    return parameters, m, v


# %% single eps_under_root: eps is added to v_hat under the root, sqrt(v_hat + eps), and not outside.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    for key, g in gradients.items():
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1**t)
        v_hat = new_v[key] / (1 - beta2**t)
        new_p[key] = parameters[key] - alpha * m_hat / np.sqrt(v_hat + eps)
    return new_p, new_m, new_v


# %% single t_plus_one: The bias correction uses the power t + 1, as if t counted from 0.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in ("W", "b"):
        m[key] = beta1 * m[key] + (1 - beta1) * gradients[key]
        v[key] = beta2 * v[key] + (1 - beta2) * gradients[key] ** 2
        mh = m[key] / (1 - beta1 ** (t + 1))
        vh = v[key] / (1 - beta2 ** (t + 1))
        parameters[key] = parameters[key] - alpha * mh / (np.sqrt(vh) + eps)
    return parameters, m, v


# %% whole summed_square: The square of the gradient is summed over all components of a parameter, so all of them share one denominator increment.
def first_moment(m, g, beta1):
    return beta1 * m + (1 - beta1) * g


def second_moment(v, g, beta2):
    return beta2 * v + (1 - beta2) * np.sum(np.square(g))


def unbias(x, beta, t):
    return x / (1 - beta**t)


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = {k: first_moment(m[k], gradients[k], beta1) for k in m}
    v = {k: second_moment(v[k], gradients[k], beta2) for k in v}
    out = {}
    for k in parameters:
        step = unbias(m[k], beta1, t) / (np.sqrt(unbias(v[k], beta2, t)) + eps)
        out[k] = parameters[k] - alpha * step
    return out, m, v


# %% whole old_averages: The corrected averages of the step are made of the old m and v that were passed, and not of the new ones.
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    names = list(parameters.keys())
    P, M, V = dict(), dict(), dict()
    # 1. the moments
    for name in names:
        grad = np.asarray(gradients[name], dtype=float)
        M[name] = beta1 * m[name] + (1.0 - beta1) * grad
        V[name] = beta2 * v[name] + (1.0 - beta2) * grad * grad
    # 2. the parameters
    c1 = 1.0 - beta1**t
    c2 = 1.0 - beta2**t
    for name in names:
        top = m[name] / c1
        bottom = np.sqrt(v[name] / c2) + eps
        P[name] = parameters[name] - alpha * (top / bottom)
    return P, M, V
