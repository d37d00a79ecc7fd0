import numpy as np
from needle_adam import NeedleOptimizer

# %% single decay_times_lr: the weight decay that goes into the gradient is multiplied by the learning rate, g + lr wd p in place of g + wd p
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.beta1, self.beta2, self.eps, self.weight_decay = lr, beta1, beta2, eps, weight_decay
        self.t, self.m, self.v = 0, {}, {}

    def step(self):
        self.t += 1
        for p in self.params:
            g = p.grad + self.lr * self.weight_decay * p.data
            self.m[p] = self.beta1 * self.m.get(p, 0) + (1 - self.beta1) * g
            self.v[p] = self.beta2 * self.v.get(p, 0) + (1 - self.beta2) * g**2
            m, v = self.m[p] / (1 - self.beta1**self.t), self.v[p] / (1 - self.beta2**self.t)
            p.data = p.data - self.lr * m / (np.sqrt(v) + self.eps)

# %% whole v_without_its_factor: the squares go into v without the factor 1 - beta2, a decaying sum in place of a mean
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.weight_decay = weight_decay
        self.t = 0
        self.u = [np.zeros(p.data.shape) for p in self.params]
        self.v = [np.zeros(p.data.shape) for p in self.params]

    def regularized(self, p):
        if self.weight_decay == 0:
            return p.grad
        return p.grad + self.weight_decay * p.data

    def step(self):
        self.t += 1
        correct1 = 1 - self.beta1**self.t
        correct2 = 1 - self.beta2**self.t
        for i, p in enumerate(self.params):
            grad = self.regularized(p)
            self.u[i] *= self.beta1
            self.u[i] += (1 - self.beta1) * grad
            self.v[i] *= self.beta2
            self.v[i] += grad**2
            p.data = p.data - self.lr * (self.u[i] / correct1) / (np.sqrt(self.v[i] / correct2) + self.eps)
