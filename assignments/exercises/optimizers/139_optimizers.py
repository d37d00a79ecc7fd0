"""
# 139. Deep learning courses: class Optimizer with step and zero_grad, and its children Momentum and Lion
# Note: the driver has two parameters, and shows what the second optimizer of each class does.
[[question]]
name = "optimizers"
title = "A base class and two children"
defines = ["Optimizer", "Momentum", "Lion"]
driver = "drivers.py:both_children"
returns = { is_a = "truth", momentum = "history", lion = "history" }
points = 6
  [[question.case]]
  w = [1.0, -2.0]
  gradients = [[0.5, 1.0], [0.2, -0.7], [-0.1, 0.3]]
  lr = 0.1
  [[question.case]]
  w = [0.4, 0.6, 1.5]
  gradients = [[0.3, 1.2, -0.6], [-0.2, 0.4, 0.9], [0.1, -0.3, 0.5], [-0.8, 0.1, 0.2]]
  lr = 0.05
  hidden = true
"""
# %% drivers.py
class Leaf:
    def __init__(self, data):
        self.data, self.grad = np.array(data), None


def trained(optimizer_class, w, gradients, lr):
    leaves, history = [Leaf(w), Leaf(w[::-1])], []
    optimizer = optimizer_class(leaves, lr)
    for g in gradients:
        optimizer.zero_grad()
        assert all(leaf.grad is None for leaf in leaves), "zero_grad must set every .grad to None"
        leaves[0].grad, leaves[1].grad = g, 0.75 - g
        optimizer.step()
        history.append(np.concatenate([leaf.data for leaf in leaves]))
    return history


def both_children(Optimizer, Momentum, Lion, w, gradients, lr):
    momentum, lion = ([trained(each, w, gradients, lr) for _ in range(2)][1] for each in (Momentum, Lion))
    is_a = issubclass(Momentum, Optimizer) and issubclass(Lion, Optimizer)
    return {"is_a": is_a, "momentum": momentum, "lion": lion}

# %% solution
class Optimizer:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
        self.m = [0.0 for _ in self.params]

    def zero_grad(self):
        ### BEGIN SOLUTION
        for p in self.params:
            p.grad = None
        ### END SOLUTION

    def step(self):
        ### BEGIN SOLUTION
        for i, p in enumerate(self.params):
            p.data = p.data - self.lr * self.update(i, p.grad)
        ### END SOLUTION


class Momentum(Optimizer):
    """m = 0.9 m + g; the update is m."""

    def update(self, i, g):
        ### BEGIN SOLUTION
        self.m[i] = 0.9 * self.m[i] + g
        return self.m[i]
        ### END SOLUTION


class Lion(Optimizer):
    """The update is sign(0.9 m + 0.1 g); then m = 0.99 m + 0.01 g."""

    def update(self, i, g):
        ### BEGIN SOLUTION
        step = np.sign(0.9 * self.m[i] + 0.1 * g)
        self.m[i] = 0.99 * self.m[i] + 0.01 * g
        return step
        ### END SOLUTION

# %% honest
from abc import ABC, abstractmethod

class Optimizer(ABC):
    def __init__(self, params, lr):
        self.params = params
        self.lr = lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    @abstractmethod
    def step(self): ...

class Momentum(Optimizer):
    def __init__(self, params, lr, beta=0.9):
        super().__init__(params, lr)
        self.v = {id(p): np.zeros_like(p.data) for p in params}
        self.beta = beta

    def step(self):
        for p in self.params:
            self.v[id(p)] = self.beta * self.v[id(p)] + p.grad
            p.data -= self.lr * self.v[id(p)]

class Lion(Optimizer):
    beta1, beta2 = 0.9, 0.99

    def __init__(self, params, lr):
        super().__init__(params, lr)
        self.m = [np.zeros(p.data.shape) for p in params]

    def step(self):
        for n, p in enumerate(self.params):
            c = self.beta1 * self.m[n] + (1 - self.beta1) * p.grad
            p.data += -self.lr * np.sign(c)
            self.m[n] = self.beta2 * self.m[n] + (1 - self.beta2) * p.grad

# %% honest
from collections import defaultdict

class ZeroGradient:
    def zero_grad(self):
        [setattr(p, "grad", None) for p in self.params]

class Optimizer(ZeroGradient):
    def __init__(self, params, lr):
        self.params, self.lr, self.state = params, lr, defaultdict(float)

    def step(self):
        for p in self.params:
            p.data = p.data - self.lr * np.asarray(self(p, p.grad))

class Momentum(Optimizer):
    def __call__(self, p, g):
        self.state[p] = g + 0.9 * self.state[p]
        return self.state[p]

class Lion(Optimizer):
    def __call__(self, p, g):
        m = self.state[p]
        self.state[p] = m + 0.01 * (g - m)
        return np.where(m * 9 + g > 0, 1, -1)

# %% wrong: Lion's average is updated first
class Optimizer:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
        self.m = [0.0 for _ in self.params]

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        for i, p in enumerate(self.params):
            p.data = p.data - self.lr * self.update(i, p.grad)

class Momentum(Optimizer):
    def update(self, i, g):
        self.m[i] = 0.9 * self.m[i] + g
        return self.m[i]

class Lion(Optimizer):
    def update(self, i, g):
        self.m[i] = 0.9 * self.m[i] + 0.1 * g
        return np.sign(self.m[i])

# %% wrong: one average for all parameters
class Optimizer:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
        self.m = 0.0

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        for i, p in enumerate(self.params):
            p.data = p.data - self.lr * self.update(i, p.grad)

class Momentum(Optimizer):
    def update(self, i, g):
        self.m = 0.9 * self.m + g
        return self.m

class Lion(Optimizer):
    def update(self, i, g):
        step = np.sign(0.9 * self.m + 0.1 * g)
        self.m = 0.99 * self.m + 0.01 * g
        return step

# %% wrong: all optimizers of a class share their averages
class Optimizer:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        for i, p in enumerate(self.params):
            p.data = p.data - self.lr * self.update(i, p.grad)

class Momentum(Optimizer):
    m = {}

    def update(self, i, g):
        self.m[i] = 0.9 * self.m.get(i, 0.0) + g
        return self.m[i]

class Lion(Optimizer):
    m = {}

    def update(self, i, g):
        step = np.sign(0.9 * self.m.get(i, 0.0) + 0.1 * g)
        self.m[i] = 0.99 * self.m.get(i, 0.0) + 0.01 * g
        return step
