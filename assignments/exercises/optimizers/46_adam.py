"""
# 46. CS231n, assignment 2: adam(w, dw, config=None) -> next_w, config
[[question]]
name = "adam_with_config"
title = "Adam"
signature = "adam(w, dw, config=None)"
returns = [{ next_w = { kind = "array", share = 3 } }, { config = { m = "array", v = "array", t = "number" } }]
points = 6
  [[question.case]]
  w = [[0.4, -0.3], [0.1, 0.2]]
  dw = [[-0.6, 0.5], [0.3, 1.0]]
  config = { learning_rate = 0.01, m = [[0.6, 0.2], [0.7, -0.9]], v = [[0.7, 0.6], [0.4, 0.2]], t = 5 }
  [[question.case]]
  w = [0.455, -0.231, 0.487]
  dw = [-0.31, 0.657, 0.283]
  config = { learning_rate = 0.111, beta1 = 0.615, beta2 = 0.835, epsilon = 0.144, m = [0.132, 0.101, 0.407], v = [0.0534, 0.0, 0.203], t = 1 }
  [[question.case]]
  w = [0.4, -0.3, 0.9]
  dw = [-0.6, 0.5, 0.2]
  config = { learning_rate = 0.1, beta1 = 0.5, beta2 = 0.8, epsilon = 0.1, m = [0.1, 0.2, 0.3], v = [0.1, 0.0, 0.3], t = 1 }
  hidden = true
  [[question.case]]
  w = [0.4, 0.6]
  dw = [0.2, 0.1]
  hidden = true
"""
# %% solution
def adam(w, dw, config=None):
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": 0 * w, "v": 0 * w, "t": 0}
    c = {**defaults, **(config or {})}
    c["t"] += 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    m_hat, v_hat = c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * m_hat / (np.sqrt(v_hat) + c["epsilon"]), c

# %% honest
def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    lr, b1, b2, eps, m, v, t = (config[k] for k in ("learning_rate", "beta1", "beta2", "epsilon", "m", "v", "t"))
    t += 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * (dw * dw)
    config.update(m=m, v=v, t=t)
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), config

# %% honest
class AdamConfig(dict):
    def value(self, name, default):
        return self.get(name, default)
def adam(w, dw, config=None):
    c = AdamConfig(config or {})
    b1, b2 = c.value("beta1", 0.9), c.value("beta2", 0.999)
    t = c.value("t", 0) + 1
    m = c.value("m", np.zeros(w.shape)) * b1 + dw - b1 * dw
    v = c.value("v", np.zeros(w.shape)) * b2 + dw**2 - b2 * dw**2
    rate = c.value("learning_rate", 0.001) * np.sqrt(1 - b2**t) / (1 - b1**t)
    w -= rate * m / (np.sqrt(v) + c.value("epsilon", 1e-8) * np.sqrt(1 - b2**t))
    c.update({"m": m, "v": v, "t": np.array([t])})
    return w, c

# %% wrong: t is not counted
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": 0 * w, "v": 0 * w, "t": 1} | (config or {})
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    m_hat, v_hat = c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * m_hat / (np.sqrt(v_hat) + c["epsilon"]), c

# %% wrong: the corrected moments are stored
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": 0 * w, "v": 0 * w, "t": 0} | (config or {})
    c["t"] += 1
    c["m"] = (c["beta1"] * c["m"] + (1 - c["beta1"]) * dw) / (1 - c["beta1"] ** c["t"])
    c["v"] = (c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2) / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * c["m"] / (np.sqrt(c["v"]) + c["epsilon"]), c

# %% wrong: the gradient is not squared
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": 0 * w, "v": 0 * w, "t": 0} | (config or {})
    c["t"] += 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * abs(dw)
    m_hat, v_hat = c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * m_hat / (np.sqrt(v_hat) + c["epsilon"]), c
