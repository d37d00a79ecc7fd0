import numpy as np
from needle import Optimizer

# %% single weights_exchanged: momentum and 1 - momentum are exchanged in the running average, u = (1 - momentum) u + momentum grad, in place of u = momentum u + (1 - momentum) grad
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.u = {}
        self.weight_decay = weight_decay

    def step(self):
        for i, param in enumerate(self.params):
            d = param.grad + self.weight_decay * param.data
            old = self.u.get(i, np.zeros(param.data.shape))
            self.u[i] = (1 - self.momentum) * old + self.momentum * d
            param.data = param.data - self.lr * self.u[i]

# %% single old_velocity: the parameter is moved by the old velocity, before the velocity takes in the present gradient, so every gradient acts one step late (the first step does not move)
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.velocity = [0.0 for _ in self.params]

    def step(self):
        for k in range(len(self.params)):
            p = self.params[k]
            g = p.grad + self.weight_decay * p.data
            p.data = p.data - self.lr * self.velocity[k]
            self.velocity[k] = self.momentum * self.velocity[k] + (1 - self.momentum) * g

# %% whole direct_decay: the weight decay is not added to the gradient (so it is neither averaged by the momentum nor multiplied by lr); the parameters are multiplied with 1 - weight_decay directly in each step
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.buffers = None

    def _init_buffers(self):
        self.buffers = []
        for p in self.params:
            self.buffers.append(np.zeros_like(p.grad))

    def _decay(self, p):
        p.data = p.data * (1.0 - self.weight_decay)

    def step(self):
        if self.buffers is None:
            self._init_buffers()
        for p, buf in zip(self.params, self.buffers):
            self._decay(p)
            buf *= self.momentum
            buf += (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * buf

# %% whole last_parameter: the update of the data stands after the loop over the parameters in place of inside it (indentation), so the last parameter alone is moved, the others never
class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.hyper = {"lr": lr, "mu": momentum, "wd": weight_decay}
        self.u = {}

    def step(self):
        mu, wd = self.hyper["mu"], self.hyper["wd"]
        for p in self.params:
            grad = np.array(p.grad)
            if wd > 0:
                grad = grad + wd * p.data
            if id(p) in self.u:
                vel = mu * self.u[id(p)] + (1 - mu) * grad
            else:
                vel = (1 - mu) * grad
            self.u[id(p)] = vel
        p.data = p.data - self.hyper["lr"] * vel
