"""
# 49. CMU 11-785, mytorch: class SGD with __init__(model, lr, momentum) and step()
# Note: on a model of one layer, `mytorch.py`, in place of the course's library.
[[question]]
name = "SGD"
title = "SGD with momentum on layers"
signature = "class SGD(model, lr=0.1, momentum=0)"
driver = "mytorch.py:layer_steps"
returns = [{ W = "array" }, { b = "array" }]
points = 4
  [[question.case]]
  W = [[0.4, -0.2], [0.1, 0.7]]
  b = [[0.5], [0.3]]
  sizes = [0.3, -0.5, 0.2]
  lr = 0.1
  momentum = 0.9
  [[question.case]]
  W = [[0.455, 0.462, 0.325], [0.31, 0.788, 0.848], [0.664, 0.492, 0.417]]
  b = [[0.144], [0.263], [0.101]]
  sizes = [1.36, 0.213]
  lr = 0.369
  momentum = 0.0
  [[question.case]]
  W = [[0.4], [0.6]]
  b = [[0.1], [0.2]]
  sizes = [1.0, 0.4]
  lr = 0.3
  momentum = 0.0
  hidden = true
"""
# %% mytorch.py
class Linear:
    """A layer: W, b and the derivatives of the loss by them."""

    def __init__(self, W, b):
        self.W, self.b = np.array(W, dtype=float), np.array(b, dtype=float)
        self.dLdW, self.dLdb = np.zeros_like(self.W), np.zeros_like(self.b)

class Model:
    def __init__(self, *layers):
        self.layers = list(layers)

def layer_steps(SGD, W, b, sizes, lr, momentum):
    """A step for each size, which is what all derivatives are about."""
    model = Model(Linear(W, b))
    layer, optimizer = model.layers[0], SGD(model, lr, momentum)
    for size in sizes:
        layer.dLdW, layer.dLdb = size * np.cos(layer.W), size * np.ones_like(layer.b)
        optimizer.step()
    return layer.W, layer.b

# %% solution
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l, self.L = model.layers, len(model.layers)
        self.lr, self.mu = lr, momentum
        self.v_W = [np.zeros(layer.W.shape) for layer in model.layers]
        self.v_b = [np.zeros(layer.b.shape) for layer in model.layers]

    def step(self):
        ### BEGIN SOLUTION
        for i, layer in enumerate(self.l):
            self.v_W[i] = self.mu * self.v_W[i] + layer.dLdW
            self.v_b[i] = self.mu * self.v_b[i] + layer.dLdb
            layer.W = layer.W - self.lr * self.v_W[i]
            layer.b = layer.b - self.lr * self.v_b[i]
        ### END SOLUTION

# %% honest
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l = model.layers
        self.L = len(model.layers)
        self.lr = lr
        self.mu = momentum
        self.v_W = [np.zeros(self.l[i].W.shape, dtype="f") for i in range(self.L)]
        self.v_b = [np.zeros(self.l[i].b.shape, dtype="f") for i in range(self.L)]
    def step(self):
        for i in range(self.L):
            if self.mu == 0:
                self.l[i].W -= self.lr * self.l[i].dLdW
                self.l[i].b -= self.lr * self.l[i].dLdb
            else:
                self.v_W[i] = self.mu * self.v_W[i] + self.l[i].dLdW
                self.v_b[i] = self.mu * self.v_b[i] + self.l[i].dLdb
                self.l[i].W -= self.lr * self.v_W[i]
                self.l[i].b -= self.lr * self.v_b[i]

# %% honest
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.model, self.lr, self.mu, self.velocity = model, lr, momentum, {}
    def _move(self, layer, name, gradient):
        key = (id(layer), name)
        self.velocity[key] = self.mu * self.velocity.get(key, 0.0) + getattr(layer, gradient)
        setattr(layer, name, getattr(layer, name) - self.lr * self.velocity[key])
    def step(self):
        for layer in self.model.layers:
            self._move(layer, "W", "dLdW")
            self._move(layer, "b", "dLdb")

# %% wrong: 1 - momentum
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l, self.lr, self.mu = model.layers, lr, momentum
        self.v = [[0 * layer.W, 0 * layer.b] for layer in self.l]
    def step(self):
        for v, layer in zip(self.v, self.l):
            v[0] = self.mu * v[0] + (1 - self.mu) * layer.dLdW
            v[1] = self.mu * v[1] + (1 - self.mu) * layer.dLdb
            layer.W, layer.b = layer.W - self.lr * v[0], layer.b - self.lr * v[1]

# %% wrong: b is forgotten
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l, self.lr, self.mu = model.layers, lr, momentum
        self.v = [0 * layer.W for layer in self.l]
    def step(self):
        for i, layer in enumerate(self.l):
            self.v[i] = self.mu * self.v[i] + layer.dLdW
            layer.W = layer.W - self.lr * self.v[i]

# %% wrong: the layers are not changed
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.W, self.b = [layer.W.copy() for layer in model.layers], [layer.b.copy() for layer in model.layers]
        self.l, self.lr = model.layers, lr
    def step(self):
        for i, layer in enumerate(self.l):
            self.W[i] -= self.lr * layer.dLdW
            self.b[i] -= self.lr * layer.dLdb
