import numpy as np
from dataclasses import dataclass, field

EPOCHS = 40
class Base:
    def __init__(self, *args): self.setup(*args)
class SGD(Base):
    def setup(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.ps, self.hyper = params, (lr, momentum, weight_decay)
        self.velocity = [np.zeros_like(p.data) for p in params]
def step(self):
    lr, beta, decay = self.hyper
    for p, v in zip(self.ps, self.velocity):
        v *= beta
        v += (1 - beta) * (p.grad + decay * p.data)
        p.data -= lr * v
SGD.step = step

@dataclass
class HingeLoss:
    regularization: object = None
    def forward(self, X, w, y):
        total = sum(max(0, 1 - yi * float(xi @ w)) for xi, yi in zip(X, y)) / len(y)
        return total if self.regularization is None else total + self.regularization.forward(w)

class LogisticRegression:
    steps = EPOCHS
    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(self.steps):
            p = self.predict(x)
            H = (x * (p * (1 - p))[:, None]).T @ x
            self.theta -= np.linalg.inv(H) @ x.T @ (p - y)
        return self
    def predict(self, x):
        return 1 / (1 + np.exp(-(x @ self.theta)))

class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.__dict__.update(locals())
    def get_lr(self, epoch):
        lr = self.initial_lr
        for e in range(1, epoch + 1):
            if e % self.step_size == 0:
                lr *= self.gamma
        return lr

def num_grad(f, delta=0.001):
    def df(x):
        g = np.zeros(len(x))
        for i in range(len(x)):
            h = x.copy(); h[i] += delta
            l = x.copy(); l[i] -= delta
            g[i] = (f(h) - f(l)) / (2 * delta)
        return g
    return df

def sgd(params, grads, lr, batch_size):
    for i in range(len(params)):
        params[i][:] = params[i] - lr * grads[i] / batch_size

class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, A):
        self.A = np.c_[A, np.ones(len(A))]
        return self.A @ np.c_[self.W, self.b].T
    def backward(self, dLdZ):
        both = sum(np.outer(d, a) for d, a in zip(dLdZ, self.A))
        self.dLdW, self.dLdb = both[:, :-1], both[:, -1]
class Linear(Layer):
    pass
class MSELoss:
    def __call__(self, A, Y):
        self.E = A - Y
        return (self.E * self.E).sum() / self.E.size
    forward = __call__
    backward = lambda self: self.E * (2 / self.E.size)
