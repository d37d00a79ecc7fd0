import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single corrected_returned: the bias-corrected m-hat and v-hat are stored and returned in place of m and v
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m[key] / (np.sqrt(v[key]) + eps)
    return parameters, m, v


# %% single counts_from_zero: the bias corrections use the power t + 1, as if t counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    k = t + 1
    for key, g in gradients.items():
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g * g
        m_hat = new_m[key] / (1 - beta1**k)
        v_hat = new_v[key] / (1 - beta2**k)
        new_p[key] = parameters[key] - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v


# %% single eps_under_root: eps is added to v-hat inside the square root
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in ["W", "b"]:
        g = gradients[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = m[key] / (1 - beta1**t)
        v_hat = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m_hat / np.sqrt(v_hat + eps)
    return parameters, m, v


# %% whole second_beta_mixed_up: the average of the squares is made with beta1 in place of beta2 (in the moving average alone; its bias correction has beta2)
def moving_average(old, new, beta):
    return {key: beta * old[key] + (1 - beta) * new[key] for key in old}


def unbias(average, beta, t):
    return {key: value / (1 - beta**t) for key, value in average.items()}


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    squares = {key: np.square(gradients[key]) for key in gradients}
    m = moving_average(m, gradients, beta1)
    v = moving_average(v, squares, beta1)
    m_hat, v_hat = unbias(m, beta1, t), unbias(v, beta2, t)
    updated = {}
    for key in parameters:
        updated[key] = parameters[key] - alpha * m_hat[key] / (np.sqrt(v_hat[key]) + eps)
    return updated, m, v


# %% whole squared_length: v gets the squared length of the whole gradient of a parameter (the sum of all its squares) added in every component, instead of each component's own square
def update_one(p, g, m, v, t, alpha, beta1, beta2, eps):
    p, g = np.array(p, dtype=float), np.array(g, dtype=float)
    m = beta1 * np.array(m, dtype=float) + (1.0 - beta1) * g
    # second moment: size of the gradient, squared
    size = np.linalg.norm(g)
    v = beta2 * np.array(v, dtype=float) + (1.0 - beta2) * size**2
    correction1 = 1.0 - beta1**t
    correction2 = 1.0 - beta2**t
    p = p - alpha * (m / correction1) / (np.sqrt(v / correction2) + eps)
    return p, m, v


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    out_p, out_m, out_v = dict(), dict(), dict()
    for name in parameters.keys():
        out_p[name], out_m[name], out_v[name] = update_one(
            parameters[name], gradients[name], m[name], v[name], t, alpha, beta1, beta2, eps
        )
    return out_p, out_m, out_v
