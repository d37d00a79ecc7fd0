import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single corrects_b_alone: the bias correction is done for the parameter b alone (misread as a correction of the bias b); W moves with the uncorrected m and v
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = {key: beta1 * m[key] + (1 - beta1) * g for key, g in gradients.items()}
    v = {key: beta2 * v[key] + (1 - beta2) * g**2 for key, g in gradients.items()}
    stepped = {}
    for key, parameter in parameters.items():
        m_hat, v_hat = m[key], v[key]
        if key == "b":
            m_hat = m_hat / (1 - beta1**t)
            v_hat = v_hat / (1 - beta2**t)
        stepped[key] = parameter - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return stepped, m, v

# %% whole counts_from_zero: it takes t for a counter from 0 and corrects the bias with the powers t + 1 in place of t
from collections import namedtuple

Hyper = namedtuple("Hyper", "alpha beta1 beta2 eps")


def ema(old, new, decay):
    return decay * np.asarray(old) + (1 - decay) * np.asarray(new)


def update_one(p, g, m_old, v_old, n, hyper):
    m_new = ema(m_old, g, hyper.beta1)
    v_new = ema(v_old, np.square(g), hyper.beta2)
    scale_m = 1 / (1 - hyper.beta1**n)
    scale_v = 1 / (1 - hyper.beta2**n)
    p_new = p - hyper.alpha * (m_new * scale_m) / (np.sqrt(v_new * scale_v) + hyper.eps)
    return p_new, m_new, v_new


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    hyper = Hyper(alpha, beta1, beta2, eps)
    out_p, out_m, out_v = {}, {}, {}
    for name in parameters:
        out_p[name], out_m[name], out_v[name] = update_one(
            parameters[name], gradients[name], m[name], v[name], t + 1, hyper
        )
    return out_p, out_m, out_v
