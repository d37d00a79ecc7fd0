import numpy as np


# %% single wrong_default_momentum: the momentum is 0.99 by default and not 0.9
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.99)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * dw
    next_w = w + v
    config["velocity"] = v
    return next_w, config


# %% whole old_velocity_returned_and_small_rate: two slips: the velocity in the config that is returned is the old one, and the learning rate is 1e-3 by default and not 1e-2
def sgd_momentum(w, dw, config=None):
    defaults = {"learning_rate": 1e-3, "momentum": 0.9, "velocity": np.zeros(w.shape)}
    settings = {**defaults, **(config or {})}
    lr, mu, velocity = (settings[k] for k in ("learning_rate", "momentum", "velocity"))
    v = mu * velocity - lr * dw
    return w + v, settings
