import numpy as np
from needle import Optimizer


# %% single heavy_ball: the gradient lacks the factor 1 - momentum in the average
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


# %% single decoupled_decay: the weight decay stands outside the average, as in AdamW, in place of being part of the gradient
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            self.u[p] = self.momentum * self.u.get(p, 0) + (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * self.u[p] - self.lr * self.weight_decay * p.data


# %% single decay_with_minus: the weight decay is subtracted from the gradient in place of added, so weights are pushed away from 0
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.u = {}

    def step(self):
        for p in self.params:
            grad = p.grad - self.weight_decay * p.data
            old = self.u.get(p, np.zeros_like(p.data))
            self.u[p] = self.momentum * old + (1 - self.momentum) * grad
            p.data = p.data - self.lr * self.u[p]


# %% whole forgets_between_steps: the velocities are made anew at the start of each step, so momentum remembers nothing from step to step
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay

    def decayed_gradient(self, p):
        return p.grad + self.weight_decay * p.data

    def step(self):
        velocity = [np.zeros(p.data.shape) for p in self.params]
        for i, p in enumerate(self.params):
            velocity[i] *= self.momentum
            velocity[i] += (1 - self.momentum) * self.decayed_gradient(p)
            p.data = p.data - self.lr * velocity[i]


# %% whole torch_start_no_bias_decay: the velocity starts at the first gradient in place of 0, as PyTorch's buffer does, and vectors (biases) get no weight decay
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.wd = weight_decay
        self.buffers = [None] * len(self.params)

    def _update_buffer(self, i, d_p):
        if self.buffers[i] is None:
            self.buffers[i] = d_p.copy()
        else:
            self.buffers[i] = self.momentum * self.buffers[i] + (1 - self.momentum) * d_p
        return self.buffers[i]

    def step(self):
        for i, p in enumerate(self.params):
            d_p = p.grad
            if p.data.ndim > 1:  # regularize weight matrices only
                d_p = d_p + self.wd * p.data
            p.data = p.data - self.lr * self._update_buffer(i, d_p)
