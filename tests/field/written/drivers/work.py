import numpy as np
from functions import Optimizer


class SGD(Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.u = {}

    def step(self):
        """Update every parameter from its `grad`."""
        ### BEGIN SOLUTION
        for i, p in enumerate(self.params):
            grad = p.grad + self.weight_decay * p.data
            self.u[i] = self.momentum * self.u.get(i, 0) + (1 - self.momentum) * grad
            p.data = p.data - self.lr * self.u[i]
        ### END SOLUTION


class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        ### BEGIN SOLUTION
        loss = np.mean(np.maximum(0, 1 - y * (X @ w)))
        return loss + (self.regularization.forward(w) if self.regularization else 0)
        ### END SOLUTION


class LogisticRegression:
    def __init__(self):
        self.theta = None

    def fit(self, x, y):
        ### BEGIN SOLUTION
        self.theta = np.zeros(x.shape[1])
        for _ in range(30):
            p = self.predict(x)
            self.theta = self.theta - np.linalg.solve(x.T @ np.diag(p * (1 - p)) @ x, x.T @ (p - y))
        ### END SOLUTION

    def predict(self, x):
        ### BEGIN SOLUTION
        return 1 / (1 + np.exp(-x @ self.theta))
        ### END SOLUTION


class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma

    def get_lr(self, epoch):
        ### BEGIN SOLUTION
        return self.initial_lr * self.gamma ** (epoch // self.step_size)
        ### END SOLUTION


def num_grad(f, delta=0.001):
    ### BEGIN SOLUTION
    def df(x):
        steps = delta * np.eye(len(x))
        return np.array([(f(x + step) - f(x - step)) / (2 * delta) for step in steps])

    return df
    ### END SOLUTION


def sgd(params, grads, lr, batch_size):
    ### BEGIN SOLUTION
    for p, g in zip(params, grads):
        p -= lr * g / batch_size
    ### END SOLUTION


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, A):
        ### BEGIN SOLUTION
        self.A = A
        return A @ self.W.T + self.b
        ### END SOLUTION

    def backward(self, dLdZ):
        ### BEGIN SOLUTION
        self.dLdW, self.dLdb = dLdZ.T @ self.A, dLdZ.sum(axis=0)
        return dLdZ @ self.W
        ### END SOLUTION


class MSELoss:
    def forward(self, A, Y):
        ### BEGIN SOLUTION
        self.residual = A - Y
        return np.mean(self.residual**2)
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        return 2 * self.residual / self.residual.size
        ### END SOLUTION
