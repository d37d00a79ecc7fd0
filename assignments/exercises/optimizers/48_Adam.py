"""
# 48. CMU 10-414, homework 2: class Adam(Optimizer), step()
# Note: on a base class of 20 lines, `needle_adam.py`, in place of the course's autograd library.
[[question]]
name = "Adam"
title = "Adam on the course's own library"
signature = "class Adam(params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0)"
driver = "needle_adam.py:adam_steps"
returns = "history"
points = 5
  [[question.case]]
  start = [[0.4, -0.2], [0.1, 0.7]]
  gradients = [0.3, -0.5, 0.2]
  options = { lr = 0.1, beta1 = 0.8, beta2 = 0.9, eps = 0.01, weight_decay = 0.05 }
  [[question.case]]
  start = [[0.455, 0.462, 0.325], [0.31, 0.788, 0.848], [0.664, 0.492, 0.417]]
  gradients = [1.44, 0.526]
  options = { lr = 0.0101 }
  [[question.case]]
  start = [[0.4], [0.6]]
  gradients = [1.0, 0.4]
  options = { lr = 0.02 }
  hidden = true
"""
# %% needle_adam.py
class NeedleParameter:
    """An array `data` and its gradient `grad`."""

    def __init__(self, data):
        self.data, self.grad = np.array(data, dtype=float), None

class NeedleOptimizer:
    """What optimizers have in common: their parameters."""

    def __init__(self, params):
        self.params = list(params)

def adam_steps(Adam, start, gradients, options):
    p = NeedleParameter(start)
    optimizer, run = Adam([p], **options), [p.data.copy()]
    for size in gradients:
        p.grad = size * np.arange(1.0, p.data.size + 1).reshape(p.data.shape) + 1
        optimizer.step()
        run.append(np.array(p.data))
    return run

# %% solution
from needle_adam import NeedleOptimizer

class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.beta1, self.beta2, self.eps, self.weight_decay = lr, beta1, beta2, eps, weight_decay
        self.t, self.m, self.v = 0, {}, {}

    def step(self):
        ### BEGIN SOLUTION
        self.t += 1
        for p in self.params:
            g = p.grad + self.weight_decay * p.data
            self.m[p] = self.beta1 * self.m.get(p, 0) + (1 - self.beta1) * g
            self.v[p] = self.beta2 * self.v.get(p, 0) + (1 - self.beta2) * g**2
            m, v = self.m[p] / (1 - self.beta1**self.t), self.v[p] / (1 - self.beta2**self.t)
            p.data = p.data - self.lr * m / (np.sqrt(v) + self.eps)
        ### END SOLUTION

# %% honest
from needle_adam import NeedleOptimizer
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.betas = (beta1, beta2)
        self.eps = eps
        self.weight_decay = weight_decay
        self.state = [(np.zeros_like(p.data), np.zeros_like(p.data)) for p in self.params]
        self.powers = [1.0, 1.0]
    def step(self):
        self.powers = [power * beta for power, beta in zip(self.powers, self.betas)]
        for p, (m, v) in zip(self.params, self.state):
            g = p.grad + self.weight_decay * p.data
            m += (1 - self.betas[0]) * (g - m)
            v += (1 - self.betas[1]) * (g * g - v)
            p.data -= self.lr * (m / (1 - self.powers[0])) / ((v / (1 - self.powers[1])) ** 0.5 + self.eps)

# %% honest
from needle_adam import NeedleOptimizer
class AdamMoments:
    def __init__(self):
        self.m = self.v = self.t = 0
    def step(self, g, beta1, beta2, eps):
        self.t += 1
        self.m = beta1 * self.m + (1 - beta1) * g
        self.v = beta2 * self.v + (1 - beta2) * np.square(g)
        return self.m / (1 - beta1**self.t) / (np.sqrt(self.v / (1 - beta2**self.t)) + eps)
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        self.params, self.lr, self.rest, self.decay = params, lr, (beta1, beta2, eps), weight_decay
        self.moments = [AdamMoments() for _ in params]
    def step(self):
        for p, moments in zip(self.params, self.moments):
            p.data = np.float32(p.data - self.lr * moments.step(p.grad + self.decay * p.data, *self.rest))

# %% wrong: t is not counted
from needle_adam import NeedleOptimizer
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.b1, self.b2, self.eps, self.decay, self.m, self.v = lr, beta1, beta2, eps, weight_decay, 0, 0
    def step(self):
        for p in self.params:
            g = p.grad + self.decay * p.data
            self.m, self.v = self.b1 * self.m + (1 - self.b1) * g, self.b2 * self.v + (1 - self.b2) * g**2
            p.data = p.data - self.lr * self.m / (1 - self.b1) / (np.sqrt(self.v / (1 - self.b2)) + self.eps)

# %% wrong: the moments start anew in each step
from needle_adam import NeedleOptimizer
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.b1, self.b2, self.eps, self.decay, self.t = lr, beta1, beta2, eps, weight_decay, 0
    def step(self):
        self.t += 1
        for p in self.params:
            g = p.grad + self.decay * p.data
            m, v = (1 - self.b1) * g / (1 - self.b1**self.t), (1 - self.b2) * g**2 / (1 - self.b2**self.t)
            p.data = p.data - self.lr * m / (np.sqrt(v) + self.eps)

# %% wrong: weight decay beside the moments
from needle_adam import NeedleOptimizer
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.b1, self.b2, self.eps, self.decay, self.m, self.v, self.t = lr, beta1, beta2, eps, weight_decay, 0, 0, 0
    def step(self):
        self.t += 1
        for p in self.params:
            g = p.grad
            self.m, self.v = self.b1 * self.m + (1 - self.b1) * g, self.b2 * self.v + (1 - self.b2) * g**2
            m, v = self.m / (1 - self.b1**self.t), self.v / (1 - self.b2**self.t)
            p.data = p.data - self.lr * (m / (np.sqrt(v) + self.eps) + self.decay * p.data)
