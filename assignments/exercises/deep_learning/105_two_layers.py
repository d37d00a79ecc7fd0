"""
# 105. Deep learning courses: class TwoLayers: __init__(W1, b1, W2, b2), forward(X), backward(gradient), step(lr)
[[question]]
name = "two_layers"
title = "A network with its own backward pass"
signature = "class TwoLayers"
driver = "drivers.py:train"
returns = { losses = "history", W1 = "array", b1 = "array", W2 = "array", b2 = "array" }
points = 10
  [[question.case]]
  X = [[0.5, 1.0], [-1.0, 0.3], [0.7, -0.2]]
  y = [[1.0], [0.0], [0.5]]
  parameters = { W1 = [[0.5, -0.3, 0.2], [0.1, 0.8, -0.6]], b1 = [0.1, 0.2, 0.05], W2 = [[1.0], [-0.5], [0.3]], b2 = [0.2] }
  lr = 0.1
  steps = 3
  [[question.case]]
  X = [[0.5, 1.0], [-1.0, 0.3]]
  y = [[1.0, 0.2], [0.0, -0.4]]
  parameters = { W1 = [[0.5, -0.3], [0.1, 0.8]], b1 = [-0.1, 0.2], W2 = [[1.0, 0.2], [-0.5, 0.4]], b2 = [0.2, -0.3] }
  lr = 0.3
  steps = 2
  hidden = true
"""
# %% drivers.py
def train(TwoLayers, X, y, parameters, lr, steps):
    net = TwoLayers(**parameters)
    losses = []
    for _ in range(steps):
        error = net.forward(X) - y
        losses.append(np.mean(error**2))
        net.backward(2 * error / error.size)
        net.step(lr)
    return {"losses": losses, "W1": net.W1, "b1": net.b1, "W2": net.W2, "b2": net.b2}

# %% solution
class TwoLayers:
    """ReLU between two affine layers; backward receives the gradient of the loss by the output."""

    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2

    def forward(self, X):
        ### BEGIN SOLUTION
        self.X = X
        self.hidden = np.maximum(X @ self.W1 + self.b1, 0)
        return self.hidden @ self.W2 + self.b2
        ### END SOLUTION

    def backward(self, gradient):
        ### BEGIN SOLUTION
        inner = (gradient @ self.W2.T) * (self.hidden > 0)
        self.gradients = (self.X.T @ inner, inner.sum(axis=0), self.hidden.T @ gradient, gradient.sum(axis=0))
        ### END SOLUTION

    def step(self, lr):
        ### BEGIN SOLUTION
        dW1, db1, dW2, db2 = self.gradients
        self.W1 = self.W1 - lr * dW1
        self.b1 = self.b1 - lr * db1
        self.W2 = self.W2 - lr * dW2
        self.b2 = self.b2 - lr * db2
        ### END SOLUTION

# %% honest
class TwoLayers:
    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = (p.copy() for p in (W1, b1, W2, b2))
    def forward(self, X):
        self.cache = X, X.dot(self.W1) + self.b1
        return np.clip(self.cache[1], 0, None).dot(self.W2) + self.b2
    def backward(self, gradient):
        X, z = self.cache
        self.d = {"W2": np.clip(z, 0, None).T @ gradient, "b2": np.ones(len(X)) @ gradient}
        dz = np.where(z > 0, gradient @ self.W2.T, 0.0)
        self.d |= {"W1": X.T @ dz, "b1": dz.sum(0)}
    def step(self, lr):
        for name, d in self.d.items():
            getattr(self, name).__isub__(lr * d)

# %% honest
import jax
import jax.numpy as jnp
class TwoLayers:
    def __init__(self, **parameters):
        self.__dict__.update(parameters)
    def output(self, p, X):
        return jax.nn.relu(X @ p[0] + p[1]) @ p[2] + p[3]
    def forward(self, X):
        self.value, self.pullback = jax.vjp(lambda *p: self.output(p, X), *map(jnp.asarray, (self.W1, self.b1, self.W2, self.b2)))
        return self.value
    def backward(self, gradient):
        self.gradients = self.pullback(jnp.asarray(gradient, dtype=self.value.dtype))
    def step(self, lr):
        for name, g in zip(("W1", "b1", "W2", "b2"), self.gradients):
            setattr(self, name, getattr(self, name) - lr * g)

# %% wrong: no derivative of the ReLU
class TwoLayers:
    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2
    def forward(self, X):
        self.X = X
        self.hidden = np.maximum(X @ self.W1 + self.b1, 0)
        return self.hidden @ self.W2 + self.b2
    def backward(self, gradient):
        inner = gradient @ self.W2.T
        self.gradients = (self.X.T @ inner, inner.sum(axis=0), self.hidden.T @ gradient, gradient.sum(axis=0))
    def step(self, lr):
        dW1, db1, dW2, db2 = self.gradients
        self.W1 = self.W1 - lr * dW1
        self.b1 = self.b1 - lr * db1
        self.W2 = self.W2 - lr * dW2
        self.b2 = self.b2 - lr * db2

# %% wrong: the biases stay
class TwoLayers:
    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2
    def forward(self, X):
        self.X = X
        self.hidden = np.maximum(X @ self.W1 + self.b1, 0)
        return self.hidden @ self.W2 + self.b2
    def backward(self, gradient):
        inner = (gradient @ self.W2.T) * (self.hidden > 0)
        self.gradients = (self.X.T @ inner, self.hidden.T @ gradient)
    def step(self, lr):
        self.W1 = self.W1 - lr * self.gradients[0]
        self.W2 = self.W2 - lr * self.gradients[1]

# %% wrong: W2 is updated before W1 needs it, and step has another name
class TwoLayers:
    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2
    def forward(self, X):
        self.X = X
        self.hidden = np.maximum(X @ self.W1 + self.b1, 0)
        return self.hidden @ self.W2 + self.b2
    def backward(self, gradient):
        inner = (gradient @ self.W2.T) * (self.hidden > 0)
        self.gradients = (self.X.T @ inner, inner.sum(axis=0), self.hidden.T @ gradient, gradient.sum(axis=0))
    def update(self, lr):
        dW1, db1, dW2, db2 = self.gradients
        self.W1 = self.W1 - lr * dW1
