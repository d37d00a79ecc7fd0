"""
# 45. CS231n, assignment 2: sgd_momentum(w, dw, config=None) -> next_w, config
[[question]]
name = "sgd_momentum"
title = "SGD with momentum"
signature = "sgd_momentum(w, dw, config=None)"
returns = [{ next_w = { kind = "array", share = 2 } }, { config = { velocity = "array" } }]
points = 4
  [[question.case]]
  w = [[0.4, -0.3], [0.1, 0.2]]
  dw = [[-0.6, 0.5], [0.3, 1.0]]
  config = { learning_rate = 0.001, velocity = [[0.6, 0.2], [0.7, -0.9]] }
  [[question.case]]
  w = [0.455, -0.462]
  dw = [0.108, 0.0517]
  [[question.case]]
  w = [0.4, -0.3, 0.9]
  dw = [-0.6, 0.5, 0.2]
  config = { learning_rate = 0.1, momentum = 0.5, velocity = [0.6, 0.2, -0.1] }
  hidden = true
  [[question.case]]
  w = [0.4, 0.6]
  dw = [0.2, 0.1]
  hidden = true
"""
# %% solution
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    rate, momentum = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    v = momentum * config.get("velocity", np.zeros_like(w)) - rate * dw
    return w + v, {"learning_rate": rate, "momentum": momentum, "velocity": v}

# %% honest
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * dw
    next_w = w + v
    config["velocity"] = v
    return next_w, config

# %% honest
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 0.01, "momentum": 0.9, "velocity": 0 * w} | (config or {})
    config["velocity"] *= config["momentum"]
    config["velocity"] -= config["learning_rate"] * dw
    w += config["velocity"]
    return (w, config)

# %% wrong: velocity with the other sign
def sgd_momentum(w, dw, config=None):
    config = config or {}
    v = config.get("momentum", 0.9) * config.get("velocity", 0 * w) + config.get("learning_rate", 0.01) * dw
    config["velocity"] = v
    return w - v, config

# %% wrong: the velocity is not stored
def sgd_momentum(w, dw, config=None):
    config = config or {"velocity": 0 * w}
    v = config.get("momentum", 0.9) * config["velocity"] - config.get("learning_rate", 0.01) * dw
    return w + v, config

# %% wrong: momentum written into the code
def sgd_momentum(w, dw, config=None):
    config = config or {}
    config["velocity"] = 0.9 * config.get("velocity", 0 * w) - config.get("learning_rate", 0.01) * dw
    return w + config["velocity"], config
