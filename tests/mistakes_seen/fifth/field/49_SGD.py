import numpy as np

# %% single no_momentum_for_bias: the biases move along their plain gradient, the momentum is used for the weights alone
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l = model.layers
        self.L = len(model.layers)
        self.lr = lr
        self.mu = momentum
        self.v_W = [np.zeros(layer.W.shape) for layer in self.l]
        self.v_b = [np.zeros(layer.b.shape) for layer in self.l]

    def step(self):
        for i in range(self.L):
            self.v_W[i] = self.mu * self.v_W[i] + self.l[i].dLdW
            self.v_b[i] = self.mu * self.v_b[i] + self.l[i].dLdb
            self.l[i].W = self.l[i].W - self.lr * self.v_W[i]
            self.l[i].b = self.l[i].b - self.lr * self.l[i].dLdb

# %% single uphill: the velocity already takes the gradient with a minus sign and is subtracted again, so the parameters go uphill
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l = model.layers
        self.L = len(model.layers)
        self.lr = lr
        self.mu = momentum
        self.v_W = [np.zeros(self.l[i].W.shape) for i in range(self.L)]
        self.v_b = [np.zeros(self.l[i].b.shape) for i in range(self.L)]

    def step(self):
        for i in range(self.L):
            self.v_W[i] = self.mu * self.v_W[i] - self.l[i].dLdW
            self.v_b[i] = self.mu * self.v_b[i] - self.l[i].dLdb
            self.l[i].W = self.l[i].W - self.lr * self.v_W[i]
            self.l[i].b = self.l[i].b - self.lr * self.v_b[i]

# %% whole velocity_made_in_step: the velocities are made anew, as zeros, in every call of step, so there is no memory and no momentum
class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.model, self.lr, self.momentum = model, lr, momentum

    def _new_velocity(self):
        return {id(l): [np.zeros_like(l.W), np.zeros_like(l.b)] for l in self.model.layers}

    def step(self):
        velocity = self._new_velocity()
        for layer in self.model.layers:
            vel = velocity[id(layer)]
            for slot, (name, grad) in enumerate([("W", layer.dLdW), ("b", layer.dLdb)]):
                vel[slot] = self.momentum * vel[slot] + grad
                setattr(layer, name, getattr(layer, name) - self.lr * vel[slot])

# %% whole previous_is_zero: the heavy ball is written with the previous parameters, mu (W - W_previous), and these start at 0 in place of W, so that the first step also adds mu times the parameters
class SGD:
    """W_next = W - lr * grad + mu * (W - W_previous)"""

    def __init__(self, model, lr=0.1, momentum=0):
        self.layers = model.layers
        self.lr = lr
        self.mu = momentum
        self.before_W = []
        self.before_b = []
        for layer in self.layers:
            self.before_W.append(np.zeros_like(layer.W))
            self.before_b.append(np.zeros_like(layer.b))

    def _ball(self, now, before, grad):
        inertia = now - before
        return now - self.lr * grad + self.mu * inertia

    def step(self):
        for k, layer in enumerate(self.layers):
            W, b = layer.W, layer.b
            layer.W = self._ball(W, self.before_W[k], layer.dLdW)
            layer.b = self._ball(b, self.before_b[k], layer.dLdb)
            self.before_W[k] = W
            self.before_b[k] = b
