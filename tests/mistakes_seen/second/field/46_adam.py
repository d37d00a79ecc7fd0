import numpy as np


# %% single second_moment_of_the_first: the second moment averages the square of the new first moment m instead of the square of the gradient dw
def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    b1, b2 = config["beta1"], config["beta2"]
    config["t"] += 1
    config["m"] = b1 * config["m"] + (1 - b1) * dw
    config["v"] = b2 * config["v"] + (1 - b2) * config["m"] ** 2
    mt = config["m"] / (1 - b1 ** config["t"])
    vt = config["v"] / (1 - b2 ** config["t"])
    next_w = w - config["learning_rate"] * mt / (np.sqrt(vt) + config["epsilon"])
    return next_w, config


# %% single corrected_moments_stored: stores the bias-corrected moments in the config as m and v, instead of the uncorrected ones; the step itself is right
def adam(w, dw, config=None):
    defaults = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, m=np.zeros_like(w), v=np.zeros_like(w), t=0)
    for key, value in (config or {}).items():
        defaults[key] = value
    config = defaults
    beta1, beta2 = config["beta1"], config["beta2"]
    config["t"] = config["t"] + 1
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * np.square(dw)
    config["m"] = m / (1 - beta1 ** config["t"])
    config["v"] = v / (1 - beta2 ** config["t"])
    next_w = w - config["learning_rate"] * config["m"] / (np.sqrt(config["v"]) + config["epsilon"])
    return next_w, config


# %% single beta1_corrects_v: the bias correction of the second moment uses beta1 instead of beta2
def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault("learning_rate", 1e-3)
    b1 = config.setdefault("beta1", 0.9)
    b2 = config.setdefault("beta2", 0.999)
    eps = config.setdefault("epsilon", 1e-8)
    m = config.setdefault("m", np.zeros_like(w))
    v = config.setdefault("v", np.zeros_like(w))
    t = config.setdefault("t", 0)
    t = t + 1
    m = b1 * m + (1 - b1) * dw
    mt = m / (1 - b1**t)
    v = b2 * v + (1 - b2) * (dw**2)
    vt = v / (1 - b1**t)
    w = w - lr * mt / (np.sqrt(vt) + eps)
    config["m"], config["v"], config["t"] = m, v, t
    return w, config


# %% whole uncorrected_eps_in_root: leaves the bias corrections out, and epsilon stands inside the square root
def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    # momentum + rmsprop together
    config["t"] += 1
    config["m"] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    config["v"] = config["beta2"] * config["v"] + (1 - config["beta2"]) * dw * dw
    next_w = w - config["learning_rate"] * config["m"] / np.sqrt(config["v"] + config["epsilon"])
    return next_w, config


# %% whole starts_afresh_each_call: builds a new config from the defaults in every call and takes only the learning rate from the one it was given, so that m, v, t and the other settings are lost
def adam(w, dw, config=None):
    lr = 1e-3
    if config is not None and "learning_rate" in config:
        lr = config["learning_rate"]
    config = {
        "learning_rate": lr,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "m": np.zeros_like(w),
        "v": np.zeros_like(w),
        "t": 0,
    }
    config["t"] += 1
    t = config["t"]
    config["m"] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    config["v"] = config["beta2"] * config["v"] + (1 - config["beta2"]) * dw**2
    m_unbias = config["m"] / (1 - config["beta1"] ** t)
    v_unbias = config["v"] / (1 - config["beta2"] ** t)
    next_w = w - config["learning_rate"] * m_unbias / (np.sqrt(v_unbias) + config["epsilon"])
    return next_w, config
