import numpy as np
from needle import Optimizer


# %% single gradient_not_damped: the gradient enters the average without the factor 1 - momentum (heavy ball) in place of with it
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            grad = p.grad + self.weight_decay * p.data
            self.u[p] = self.momentum * self.u.get(p, 0) + grad
            p.data = p.data - self.lr * self.u[p]


# %% whole decoupled_decay: the weight decay shrinks the parameters by themselves, by 1 - lr weight_decay before each step, in place of being part of the gradient that is averaged
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        # one velocity for each parameter, in the same order
        self.velocities = [np.zeros_like(p.data) for p in self.params]

    def _shrink(self, data):
        if self.weight_decay > 0:
            return data * (1 - self.lr * self.weight_decay)
        return data

    def step(self):
        for index, p in enumerate(self.params):
            if p.grad is None:
                continue
            u = self.velocities[index]
            u = self.momentum * u + (1 - self.momentum) * p.grad
            self.velocities[index] = u
            p.data = self._shrink(p.data) - self.lr * u
