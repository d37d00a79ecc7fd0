import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single returns_corrected: the m and v that are returned are the bias-corrected ones, m / (1 - beta1^t) and v / (1 - beta2^t), in place of the uncorrected averages
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    for key in parameters:
        g = gradients[key]
        new_m[key] = (beta1 * m[key] + (1 - beta1) * g) / (1 - beta1**t)
        new_v[key] = (beta2 * v[key] + (1 - beta2) * g**2) / (1 - beta2**t)
        new_p[key] = parameters[key] - alpha * new_m[key] / (np.sqrt(new_v[key]) + eps)
    return new_p, new_m, new_v


# %% single eps_in_the_root: eps is added inside the square root, sqrt(v_hat + eps), in place of outside, sqrt(v_hat) + eps
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    parameters, m, v = dict(parameters), dict(m), dict(v)
    for name, g in gradients.items():
        m[name] = beta1 * m[name] + (1 - beta1) * g
        v[name] = beta2 * v[name] + (1 - beta2) * g**2
        m_hat = m[name] / (1 - beta1**t)
        v_hat = v[name] / (1 - beta2**t)
        parameters[name] = parameters[name] - alpha * m_hat / np.sqrt(v_hat + eps)
    return parameters, m, v


# %% whole power_t_plus_one: the bias corrections use the power t + 1, 1 - beta^(t+1), as if t counted from 0, in place of t
def running_average(old, new, beta):
    return {key: beta * old[key] + (1 - beta) * new[key] for key in old}


def unbias(average, beta, t):
    factor = 1.0 - beta ** (t + 1)
    return {key: value / factor for key, value in average.items()}


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    squares = {key: np.square(value) for key, value in gradients.items()}
    m = running_average(m, gradients, beta1)
    v = running_average(v, squares, beta2)
    m_hat = unbias(m, beta1, t)
    v_hat = unbias(v, beta2, t)
    moved = {
        key: parameters[key] - alpha * m_hat[key] / (np.sqrt(v_hat[key]) + eps)
        for key in parameters
    }
    return moved, m, v


# %% whole square_of_the_average: v averages the squares of the new average m in place of the squares of the gradient g
class AdamForOneParameter:
    def __init__(self, alpha, beta1, beta2, eps):
        self.alpha = alpha
        self.betas = (beta1, beta2)
        self.eps = eps

    def __call__(self, p, g, m, v, t):
        b1, b2 = self.betas
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * m * m
        denominator = jnp.sqrt(v / (1 - b2**t)) + self.eps
        return p - self.alpha * (m / (1 - b1**t)) / denominator, m, v


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    rule = AdamForOneParameter(alpha, beta1, beta2, eps)
    W, mW, vW = rule(parameters["W"], gradients["W"], m["W"], v["W"], t)
    b, mb, vb = rule(parameters["b"], gradients["b"], m["b"], v["b"], t)
    return {"W": W, "b": b}, {"W": mW, "b": mb}, {"W": vW, "b": vb}
