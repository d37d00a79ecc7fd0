import numpy as np


# %% single root_before_correction: the root is taken of the uncorrected v, and the bias correction 1 - beta2^t divides the root, not v
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_p, new_m, new_v = {}, {}, {}
    for key in parameters:
        d = gradients[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * d
        new_v[key] = beta2 * v[key] + (1 - beta2) * d**2
        top = new_m[key] / (1 - beta1**t)
        bottom = np.sqrt(new_v[key]) / (1 - beta2**t) + eps
        new_p[key] = parameters[key] - alpha * top / bottom
    return new_p, new_m, new_v


# %% single one_step_ahead: the bias corrections have the power t + 1, as if t counted from 0
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for name, p in parameters.items():
        m[name] = beta1 * m[name] + (1 - beta1) * gradients[name]
        v[name] = beta2 * v[name] + (1 - beta2) * np.square(gradients[name])
        m_hat = m[name] / (1 - beta1 ** (t + 1))
        v_hat = v[name] / (1 - beta2 ** (t + 1))
        parameters[name] = p - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return parameters, m, v


# %% single beta1_in_v_of_b: copied lines: for "b" the second average is made with beta1 instead of beta2; for "W" all is right
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    W, b = parameters["W"], parameters["b"]

    m_W = beta1 * m["W"] + (1 - beta1) * gradients["W"]
    v_W = beta2 * v["W"] + (1 - beta2) * gradients["W"] ** 2
    W = W - alpha * (m_W / (1 - beta1**t)) / (np.sqrt(v_W / (1 - beta2**t)) + eps)

    m_b = beta1 * m["b"] + (1 - beta1) * gradients["b"]
    v_b = beta1 * v["b"] + (1 - beta1) * gradients["b"] ** 2
    b = b - alpha * (m_b / (1 - beta1**t)) / (np.sqrt(v_b / (1 - beta2**t)) + eps)

    return {"W": W, "b": b}, {"W": m_W, "b": m_b}, {"W": v_W, "b": v_b}


# %% whole correction_for_the_bias_only: takes "bias-corrected" to mean the parameter "b": m and v of "b" are corrected in the step, those of "W" are used uncorrected
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    p2, m2, v2 = dict(parameters), dict(m), dict(v)
    for key in ("W", "b"):
        m2[key] = beta1 * m[key] + (1 - beta1) * gradients[key]
        v2[key] = beta2 * v[key] + (1 - beta2) * gradients[key] ** 2
        mm, vv = m2[key], v2[key]
        if key == "b":
            mm = mm / (1 - beta1**t)
            vv = vv / (1 - beta2**t)
        p2[key] = parameters[key] - alpha * mm / (np.sqrt(vv) + eps)
    return p2, m2, v2


# %% whole one_size_per_parameter: two slips: the second average takes the mean square over a whole parameter, the same number for all its components, and eps is added inside the root
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = {k: beta1 * m[k] + (1 - beta1) * gradients[k] for k in parameters}
    v = {k: beta2 * v[k] + (1 - beta2) * np.full_like(v[k], np.mean(gradients[k] ** 2)) for k in parameters}
    parameters = {
        k: p - alpha * (m[k] / (1 - beta1**t)) / np.sqrt(v[k] / (1 - beta2**t) + eps) for k, p in parameters.items()
    }
    return parameters, m, v
