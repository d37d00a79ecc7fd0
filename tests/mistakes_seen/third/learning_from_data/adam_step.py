import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single returns_the_corrected_averages: the returned m and v are the bias-corrected ones (the parameters are right)
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m[key] / (np.sqrt(v[key]) + eps)
    return parameters, m, v


# %% single t_counted_from_0: the powers in the bias corrections are t + 1 in place of t, as if t were counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    for name, p in parameters.items():
        new_m[name] = beta1 * m[name] + (1 - beta1) * gradients[name]
        new_v[name] = beta2 * v[name] + (1 - beta2) * gradients[name] ** 2
        m_hat = new_m[name] / (1 - beta1 ** (t + 1))
        v_hat = new_v[name] / (1 - beta2 ** (t + 1))
        new_p[name] = p - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v


# %% whole copied_line_with_beta1: in the lines for "b" the average v of the squares is updated with beta1 in place of beta2 (the lines for "W" are right)
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    W, b = parameters["W"], parameters["b"]
    dW, db = gradients["W"], gradients["b"]

    mW = beta1 * m["W"] + (1 - beta1) * dW
    vW = beta2 * v["W"] + (1 - beta2) * dW * dW
    mb = beta1 * m["b"] + (1 - beta1) * db
    vb = beta1 * v["b"] + (1 - beta1) * db * db

    c1 = 1 - beta1**t
    c2 = 1 - beta2**t
    W = W - alpha * (mW / c1) / (np.sqrt(vW / c2) + eps)
    b = b - alpha * (mb / c1) / (np.sqrt(vb / c2) + eps)
    return {"W": W, "b": b}, {"W": mW, "b": mb}, {"W": vW, "b": vb}


# %% whole corrections_in_the_steplength: both bias corrections are moved into the steplength, alpha sqrt(1 - beta2^t) / (1 - beta1^t), so that eps is added to the root of the uncorrected v in place of the corrected one
def update(p, g, m, v, rate, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g)
    return p - rate * m / (np.sqrt(v) + eps), m, v


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    rate = alpha * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    out = {k: update(parameters[k], gradients[k], m[k], v[k], rate, beta1, beta2, eps) for k in parameters}
    return tuple({k: out[k][i] for k in out} for i in range(3))
