"""Exercises of the field that are no single call, as they are assigned, with a master, and right and wrong work.

Names and argument order are those of the courses. Every file of work holds all exercises, so that a handful of
submissions grades them all: two honest styles, three wrong ones.
"""

from __future__ import annotations

from pathlib import Path

HEAD = """
name = "drivers"
title = "Classes, factories and changes in place"
notebook = "work.py"
"""

SGD = """
[[question]]
name = "sgd"
title = "SGD with momentum and weight decay"
signature = "class SGD"
driver = "drivers.py:sgd_steps"
returns = { W = "array", b = "array" }
points = 6
  [[question.case]]
  W = [[1.0, 2.0], [0.5, -1.0]]
  b = [0.5, 0.1]
  W_grads = [[[0.1, 0.2], [0.3, 0.1]], [[0.5, -0.2], [0.1, 0.4]], [[0.2, 0.1], [-0.3, 0.6]]]
  b_grads = [[0.1, 0.3], [-0.1, 0.2], [0.4, 0.1]]
  lr = 0.1
  momentum = 0.9
  weight_decay = 0.01
  [[question.case]]
  W = [[0.3, -0.2]]
  b = [0.2]
  W_grads = [[[0.4, 0.1]], [[0.2, 0.3]]]
  b_grads = [[0.3], [0.1]]
  lr = 0.5
  momentum = 0.5
  weight_decay = 0.1
  hidden = true
"""

HINGE = """
[[question]]
name = "hinge_loss"
title = "The hinge loss with a regularizer"
signature = "class HingeLoss"
driver = "drivers.py:hinge_forward"
returns = "number"
points = 3
  [[question.case]]
  X = [[1.0, 2.0], [0.5, -1.0], [-1.0, 0.3]]
  w = [0.5, -0.25]
  y = [1, -1, 1]
  reg_param = 0.1
  [[question.case]]
  X = [[0.2, 0.4], [1.5, -0.1]]
  w = [1.0, 2.0]
  y = [-1, 1]
  reg_param = 0.5
  hidden = true
"""

LOGISTIC = """
[[question]]
name = "logistic_regression"
title = "Logistic regression by Newton's method"
signature = "class LogisticRegression"
driver = "drivers.py:fit_and_predict"
returns = [{ theta = "array" }, { predictions = "array" }]
points = 4
  [[question.case]]
  x = [[1.0, 0.5], [1.0, -1.0], [1.0, 0.2], [1.0, 1.5], [1.0, -0.3]]
  y = [1.0, 0.0, 0.0, 1.0, 1.0]
  [[question.case]]
  x = [[1.0, 2.0], [1.0, 1.0], [1.0, -2.0], [1.0, 0.5]]
  y = [1.0, 0.0, 0.0, 1.0]
  hidden = true
"""

SCHEDULER = """
[[question]]
name = "step_lr"
title = "A learning rate in steps"
signature = "class StepLRScheduler"
driver = "drivers.py:learning_rates"
returns = "array"
points = 2
  [[question.case]]
  initial_lr = 0.1
  step_size = 2
  gamma = 0.5
  epochs = [0, 1, 2, 3, 4, 5]
  [[question.case]]
  initial_lr = 0.05
  step_size = 3
  gamma = 0.1
  epochs = [2, 7, 3]
  hidden = true
"""

NUM_GRAD = """
[[question]]
name = "num_grad"
title = "A function that returns a gradient"
signature = "num_grad(f, delta=0.001)"
driver = "drivers.py:gradients"
returns = "array"
points = 3
  [[question.case]]
  points = [[1.0, 2.0], [0.5, -1.0]]
  delta = 0.01
  [[question.case]]
  points = [[0.3, 0.1]]
  delta = 0.1
  hidden = true
"""

IN_PLACE = """
[[question]]
name = "sgd_in_place"
title = "Minibatch gradient descent in place"
signature = "sgd(params, grads, lr, batch_size)"
driver = "drivers.py:in_place"
returns = { w = "array", b = "array" }
points = 2
  [[question.case]]
  w = [1.0, 2.0, 3.0]
  b = [0.5]
  w_grad = [0.1, 0.4, -0.2]
  b_grad = [1.0]
  lr = 0.5
  batch_size = 4
  [[question.case]]
  w = [0.3, -0.1]
  b = [0.25]
  w_grad = [0.2, 0.8]
  b_grad = [-1.5]
  lr = 0.1
  batch_size = 10
  hidden = true
"""

LAYERS = """
[[question]]
name = "layers"
title = "A linear layer and its loss"
defines = ["Linear", "MSELoss"]
driver = "drivers.py:forward_backward"
returns = [{ loss = "number" }, { gradients = { dLdW = "array", dLdb = "array" } }]
points = 4
  [[question.case]]
  W = [[0.5, -1.0], [0.25, 0.75]]
  b = [0.1, -0.2]
  A = [[1.0, 2.0], [0.3, -0.5], [-1.0, 1.5]]
  Y = [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]
  [[question.case]]
  W = [[1.0, 2.0]]
  b = [0.5]
  A = [[0.2, 0.1], [0.5, -0.3]]
  Y = [[1.0], [0.0]]
  hidden = true
"""

QUESTIONS = (SGD, HINGE, LOGISTIC, SCHEDULER, NUM_GRAD, IN_PLACE, LAYERS)

FUNCTIONS = '''
import numpy as np


class Parameter:
    """An array with its gradient."""

    def __init__(self, data):
        self.data, self.grad = data, None


class Optimizer:
    def __init__(self, params):
        self.params = params


class L2Regularization:
    def __init__(self, reg_param):
        self.reg_param = reg_param

    def forward(self, w):
        return self.reg_param / 2 * np.sum(w**2)


def rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
'''

DRIVERS = """
from functions import L2Regularization, Parameter, rosenbrock


def sgd_steps(SGD, W, b, W_grads, b_grads, lr, momentum, weight_decay):
    params = [Parameter(W), Parameter(b)]
    optimizer = SGD(params, lr, momentum, weight_decay)
    for gradients in zip(W_grads, b_grads):
        for parameter, gradient in zip(params, gradients):
            parameter.grad = gradient
        optimizer.step()
    return {"W": params[0].data, "b": params[1].data}


def hinge_forward(HingeLoss, X, w, y, reg_param):
    return HingeLoss(L2Regularization(reg_param)).forward(X, w, y)


def fit_and_predict(LogisticRegression, x, y):
    model = LogisticRegression()
    model.fit(x, y)
    return model.theta, model.predict(x)


def learning_rates(StepLRScheduler, initial_lr, step_size, gamma, epochs):
    scheduler = StepLRScheduler(initial_lr, step_size, gamma)
    return [scheduler.get_lr(int(epoch)) for epoch in epochs]


def gradients(num_grad, points, delta):
    gradient = num_grad(rosenbrock, delta)
    return [gradient(point) for point in points]


def forward_backward(Linear, MSELoss, W, b, A, Y):
    layer, criterion = Linear(W, b), MSELoss()
    loss = criterion.forward(layer.forward(A), Y)
    layer.backward(criterion.backward())
    return loss, {"dLdW": layer.dLdW, "dLdb": layer.dLdb}


def in_place(sgd, w, b, w_grad, b_grad, lr, batch_size):
    sgd([w, b], [w_grad, b_grad], lr, batch_size)
    return {"w": w, "b": b}
"""

MASTER = '''
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
'''

NUMPY_STYLE = """
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
"""


SLIPS = """
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
"""

CRASHES = """
import numpy as np
class SGD:
    def __init__(self, params, lr=0.01, momentum=0.0, weight_decay=0.0):
        self.params = params
    def update(self):
        pass
class HingeLoss:
    def forward(self, X, w, y):
        return np.mean(np.maximum(0, 1 - y * (X @ w)))
class LogisticRegression:
    def fit(self, x, y):
        self.weights = np.zeros(x.shape[1])
    def predict(self, x):
        return 1 / (1 + np.exp(-x @ self.weights))
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.step_size = step_size
    def get_lr(self, epoch):
        return self.initial_lr
def num_grad(f, delta=0.001):
    np.zeros(2)
def sgd(params, lr, batch_size):
    for p in params:
        p -= lr / batch_size
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, A):
        return A @ self.W.T + self.b
class MSELoss:
    def forward(self, A, Y):
        return np.mean((A - Y)**2)
    def backward(self):
        return 1.0
"""


def write(folder: Path, questions: str = "".join(QUESTIONS), drivers: str = DRIVERS) -> Path:
    """The assignment with these questions, by default all of this page; its folder."""
    files = {"assignment.toml": HEAD + questions, "work.py": MASTER, "functions.py": FUNCTIONS, "drivers.py": drivers}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
