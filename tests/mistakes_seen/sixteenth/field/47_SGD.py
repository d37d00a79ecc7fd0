import numpy as np
from needle import Optimizer


# %% single gradient_not_weighted: the velocity adds the whole gradient, momentum * u + grad, and not (1 - momentum) * grad
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            grad = p.grad + self.weight_decay * p.data
            self.u[p] = self.momentum * self.u.get(p, 0) + grad
            p.data = p.data - self.lr * self.u[p]


# %% single decay_outside_momentum: the weight decay is subtracted from the weights directly, decoupled, and does not go through the velocity (the same at momentum 0)
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            self.u[p] = self.momentum * self.u.get(p, 0) + (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * self.u[p] - self.lr * self.weight_decay * p.data


# %% single velocity_starts_at_gradient: the first velocity is the first gradient itself, as in PyTorch, and not (1 - momentum) times it from a start at 0
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            grad = p.grad + self.weight_decay * p.data
            if p not in self.u:
                self.u[p] = grad
            else:
                self.u[p] = self.momentum * self.u[p] + (1 - self.momentum) * grad
            p.data = p.data - self.lr * self.u[p]


# %% whole velocity_made_anew: makes velocities of zeros at the beginning of every step, so that nothing is remembered from one step to the next
class SGD(Optimizer):
    """Stochastic gradient descent with momentum."""

    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.beta = momentum
        self.wd = weight_decay

    def regularized(self, p):
        return p.grad + self.wd * p.data

    def step(self):
        velocities = [np.zeros_like(p.data) for p in self.params]
        for i, p in enumerate(self.params):
            g = self.regularized(p)
            velocities[i] = self.beta * velocities[i] + (1 - self.beta) * g
            p.data = p.data - self.lr * velocities[i]


# %% whole bias_not_decayed: leaves parameters with one dimension, the biases, out of the weight decay
def l2_gradient(param, lam):
    # biases are not regularized
    if param.data.ndim < 2:
        return np.zeros_like(param.data)
    return lam * param.data


class SGD(Optimizer):

    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.u = [0.0 for _ in self.params]

    def step(self):
        for idx in range(len(self.params)):
            param = self.params[idx]
            total = param.grad + l2_gradient(param, self.weight_decay)
            self.u[idx] = self.u[idx] * self.momentum + total * (1 - self.momentum)
            param.data = param.data - self.lr * self.u[idx]
