import numpy as np
class SGD:
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        self.params, self.lr, self.momentum, self.weight_decay = params, lr, momentum, weight_decay
        self.u = {}
    def step(self):
        for i, p in enumerate(self.params):
            self.u[i] = self.momentum * self.u.get(i, 0) + (1 - self.momentum) * p.grad
            p.data = p.data - self.lr * self.u[i]
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization
    def forward(self, X, w, y):
        return np.mean(np.maximum(0, 1 - y * (X @ w)))
class LogisticRegression:
    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(3):
            p = self.predict(x)
            self.theta = self.theta - np.linalg.solve(x.T @ np.diag(p * (1 - p)) @ x, x.T @ (p - y))
    def predict(self, x):
        return 1 / (1 + np.exp(-x @ self.theta))
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch / self.step_size)
def num_grad(f, delta=0.001):
    return lambda x: np.array([(f(x + delta * e) - f(x)) / delta for e in np.eye(len(x))])
def sgd(params, grads, lr, batch_size):
    for p, g in zip(params, grads):
        p = p - lr * g / batch_size
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, A):
        self.A = A
        return A @ self.W.T + self.b
    def backward(self, dLdZ):
        self.dLdW, self.dLdb = dLdZ.T @ self.A, dLdZ.mean(axis=0)
class MSELoss:
    def forward(self, A, Y):
        self.residual = A - Y
        return np.mean(self.residual**2)
    def backward(self):
        return 2 * self.residual
