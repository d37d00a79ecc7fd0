"""
# 47. CMU 10-414, homework 2: class SGD(Optimizer) with momentum and weight decay, step()
# Note: on a base class of 20 lines, `needle.py`, in place of the course's autograd library.
[[question]]
name = "SGD"
title = "SGD on the course's own library"
signature = "class SGD(params, lr=0.01, momentum=0.0, weight_decay=0.0)"
driver = "needle.py:needle_sgd"
returns = [{ weight = "history" }, { bias = "history" }]
points = 5
  [[question.case]]
  start = [[0.4, -0.2], [0.1, 0.7]]
  bias = [0.5, 0.3]
  gradients = [0.3, -0.5, 0.2]
  lr = 0.2
  momentum = 0.9
  weight_decay = 0.01
  [[question.case]]
  start = [[0.4], [0.6]]
  bias = [0.2]
  gradients = [1.0, 0.4]
  lr = 0.3
  momentum = 0.0
  weight_decay = 0.2
  hidden = true
"""
# %% needle.py
class Parameter:
    """An array `data` and its gradient `grad`."""

    def __init__(self, data):
        self.data, self.grad = np.array(data, dtype=float), None

class Optimizer:
    """What optimizers have in common: their parameters."""

    def __init__(self, params):
        self.params = list(params)

    def step(self):
        raise NotImplementedError

def needle_run(optimizer, params, gradients):
    """A step for each number: the gradient of every parameter is its entries times that number, plus 1."""
    runs = [[p.data.copy()] for p in params]
    for size in gradients:
        for p in params:
            p.grad = size * np.arange(1.0, p.data.size + 1).reshape(p.data.shape) + 1
        optimizer.step()
        for run, p in zip(runs, params):
            run.append(np.array(p.data))
    return runs

def needle_sgd(SGD, start, bias, gradients, lr, momentum, weight_decay):
    params = [Parameter(start), Parameter(bias)]
    return needle_run(SGD(params, lr=lr, momentum=momentum, weight_decay=weight_decay), params, gradients)

# %% solution
from needle import Optimizer

class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.u = {}

    def step(self):
        ### BEGIN SOLUTION
        for p in self.params:
            grad = p.grad + self.weight_decay * p.data
            self.u[p] = self.momentum * self.u.get(p, 0) + (1 - self.momentum) * grad
            p.data = p.data - self.lr * self.u[p]
        ### END SOLUTION

# %% honest
from needle import Optimizer
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.velocities = [np.zeros_like(p.data) for p in self.params]

    def step(self):
        for i, p in enumerate(self.params):
            self.velocities[i] *= self.momentum
            self.velocities[i] += (1 - self.momentum) * (p.grad + self.weight_decay * p.data)
            p.data -= self.lr * self.velocities[i]

# %% honest
import needle
from collections import defaultdict
class SGD(needle.Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        needle.Optimizer.__init__(self, params)
        self.settings = dict(lr=lr, momentum=momentum, decay=weight_decay)
        self.average = defaultdict(float)
    def direction(self, p):
        return p.grad + self.settings["decay"] * p.data
    def update(self, p):
        m = self.settings["momentum"]
        self.average[id(p)] = m * self.average[id(p)] + (1 - m) * self.direction(p)
        return p.data - self.settings["lr"] * self.average[id(p)]
    def step(self):
        for p, data in [(p, self.update(p)) for p in self.params]:
            p.data = data

# %% wrong: without 1 - momentum
from needle import Optimizer
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay, self.u = lr, momentum, weight_decay, {}
    def step(self):
        for p in self.params:
            self.u[p] = self.momentum * self.u.get(p, 0) + p.grad + self.weight_decay * p.data
            p.data = p.data - self.lr * self.u[p]

# %% wrong: no weight decay
from needle import Optimizer
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.u = lr, momentum, {}
    def step(self):
        for p in self.params:
            self.u[p] = self.momentum * self.u.get(p, 0) + (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * self.u[p]

# %% wrong: one velocity for all parameters
from needle import Optimizer
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay, self.u = lr, momentum, weight_decay, 0
    def step(self):
        for p in self.params:
            self.u = self.momentum * self.u + (1 - self.momentum) * (p.grad + self.weight_decay * p.data)
            p.data = p.data - self.lr * self.u
