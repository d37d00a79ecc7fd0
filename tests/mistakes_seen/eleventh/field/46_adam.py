import numpy as np

# %% single t_raised_too_late: t is raised at the end, after the bias correction has used the old t, so the powers are one too low (with t = 0 it divides 0 by 0)
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

    beta1, beta2, t = config["beta1"], config["beta2"], config["t"]
    config["m"] = beta1 * config["m"] + (1 - beta1) * dw
    config["v"] = beta2 * config["v"] + (1 - beta2) * dw**2
    mt = config["m"] / (1 - np.power(beta1, t))
    vt = config["v"] / (1 - np.power(beta2, t))
    next_w = w - config["learning_rate"] * mt / (np.sqrt(vt) + config["epsilon"])
    config["t"] = t + 1
    return next_w, config

# %% whole corrected_stored: the bias-corrected averages are written back into the config as m and v, so the next step would correct them a second time
def adam(w, dw, config=None):
    settings = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8,
                    m=np.zeros(w.shape), v=np.zeros(w.shape), t=0)
    settings.update(config or {})
    settings["t"] += 1

    for name, beta, new in (("m", settings["beta1"], dw), ("v", settings["beta2"], dw * dw)):
        average = beta * settings[name] + (1 - beta) * new
        settings[name] = average / (1 - beta ** settings["t"])

    direction = settings["m"] / (np.sqrt(settings["v"]) + settings["epsilon"])
    return w - settings["learning_rate"] * direction, settings
