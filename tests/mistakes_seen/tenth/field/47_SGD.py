# %% single decay_beside_the_momentum: The weight decay is subtracted from the parameter beside the momentum, as in AdamW, instead of going through the average with the gradient.
from needle import Optimizer


class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.u = {}
        self.weight_decay = weight_decay

    def step(self):
        for p in self.params:
            self.u[p] = self.momentum * self.u.get(p, 0) + (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * (self.u[p] + self.weight_decay * p.data)

# %% whole velocity_forgotten_in_every_step: The dictionary of velocities is made anew at the beginning of every step, so there is no momentum and only the factor 1 - momentum remains.
import numpy as np
from needle import Optimizer


class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.settings = (lr, momentum, weight_decay)

    def _penalized(self, p):
        return p.grad + self.settings[2] * p.data

    def step(self):
        lr, beta, _ = self.settings
        self.velocities = {}
        for i, p in enumerate(self.params):
            if i not in self.velocities:
                self.velocities[i] = np.zeros_like(p.data)
            self.velocities[i] = beta * self.velocities[i] + (1 - beta) * self._penalized(p)
            p.data = p.data - lr * self.velocities[i]
