import numpy as np

# %% single old_velocity: w moves with the old velocity
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    lr, mu = config.setdefault("learning_rate", 1e-2), config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    next_w = w + v
    config["velocity"] = mu * v - lr * dw
    return next_w, config

# %% single plus_gradient: the gradient is added to the velocity
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    lr, mu = config.setdefault("learning_rate", 1e-2), config.setdefault("momentum", 0.9)
    v = mu * config.get("velocity", np.zeros_like(w)) + lr * dw
    config["velocity"] = v
    return w + v, config

# %% single lr_outside: the learning rate multiplies the whole velocity, as in PyTorch
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    lr, mu = config.setdefault("learning_rate", 1e-2), config.setdefault("momentum", 0.9)
    v = mu * config.get("velocity", np.zeros_like(w)) - dw
    config["velocity"] = v
    return w + lr * v, config

# %% single momentum_fixed: momentum is 0.9 whatever config says
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    v = config.get("velocity", np.zeros_like(w))
    v = 0.9 * v - config["learning_rate"] * dw
    config["velocity"] = v
    return w + v, config

# %% single averaged: the gradient has the factor 1 - momentum
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    lr, mu = config.setdefault("learning_rate", 1e-2), config.setdefault("momentum", 0.9)
    v = mu * config.get("velocity", np.zeros_like(w)) - (1 - mu) * lr * dw
    config["velocity"] = v
    return w + v, config

# %% whole nesterov_form: the update of CS231n's notes with Nesterov: -mu v_prev + (1 + mu) v
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v_prev = v
    v = config["momentum"] * v - config["learning_rate"] * dw
    next_w = w - config["momentum"] * v_prev + (1 + config["momentum"]) * v
    config["velocity"] = v
    return next_w, config

# %% whole velocity_not_stored: forgets to store the velocity; when there is none it raises, since None is not handled
def sgd_momentum(w, dw, config=None):
    lr = config.get("learning_rate", 0.01)
    mu = config.get("momentum", 0.9)
    velocity = config.get("velocity", 0)
    velocity = mu * velocity - lr * dw
    next_w = w + velocity
    return next_w, config

# %% whole swapped_defaults: momentum and learning rate are exchanged in the update
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    # v = rho * v - lr * dw
    rho, lr = config["learning_rate"], config["momentum"]
    v = rho * v - lr * dw
    next_w = w + v
    config["velocity"] = v
    return next_w, config
