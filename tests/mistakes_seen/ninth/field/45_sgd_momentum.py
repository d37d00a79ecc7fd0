import numpy as np

# %% single velocity_has_other_sign: the velocity adds up the gradients and is subtracted, which is the opposite sign of the velocity that is handed over
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))

    v = config["momentum"] * v + config["learning_rate"] * dw
    next_w = w - v

    config["velocity"] = v
    return next_w, config

# %% whole velocity_not_stored: the new velocity is used for the step but never stored in the configuration
DEFAULTS = {"learning_rate": 1e-2, "momentum": 0.9}


def with_defaults(config, w):
    full = dict(DEFAULTS)
    full["velocity"] = np.zeros_like(w)
    if config:
        full.update(config)
    return full


def new_velocity(dw, velocity, learning_rate, momentum):
    return momentum * velocity - learning_rate * dw


def sgd_momentum(w, dw, config=None):
    config = with_defaults(config, w)
    v = new_velocity(dw, **config)
    next_w = w + v
    return next_w, config
