"""
# 54. Northwestern CS349, homework 4: HingeLoss(reg).forward(X, w, y)
[[question]]
name = "HingeLoss"
title = "The hinge loss with a regularizer"
signature = "class HingeLoss(regularization=None)"
driver = "hinge.py:hinge_forward"
returns = "number"
points = 3
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [-1.4, 1.3]]
  w = [0.5, 1.0]
  y = [1, -1, 1]
  reg_param = 0.3
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  w = [0.332, -2.46, 2.09]
  y = [-1, 1]
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  y = [-1, 1]
  hidden = true
"""
# %% hinge.py
class L2Regularization:
    """reg_param / 2 times the squared length of w."""

    def __init__(self, reg_param):
        self.reg_param = reg_param

    def forward(self, w):
        return self.reg_param / 2 * np.sum(w**2)

def hinge_forward(HingeLoss, X, w, y, reg_param=None):
    loss = HingeLoss() if reg_param is None else HingeLoss(L2Regularization(reg_param))
    return loss.forward(X, w, y)

# %% solution
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        ### BEGIN SOLUTION
        loss = np.mean(np.maximum(0, 1 - y * (X @ w)))
        return loss + (self.regularization.forward(w) if self.regularization else 0)
        ### END SOLUTION

# %% honest
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization

    def forward(self, X, w, y):
        loss = 0
        for i in range(X.shape[0]):
            loss += max(0, 1 - y[i] * np.dot(X[i], w))
        loss /= X.shape[0]
        if self.regularization is not None:
            loss += self.regularization.forward(w)
        return loss

# %% honest
from dataclasses import dataclass
from typing import Any
@dataclass
class HingeLoss:
    regularization: Any = None
    def slacks(self, X, w, y):
        return np.clip(1 - np.multiply(y, X.dot(w)), 0, None)
    def forward(self, X, w, y):
        penalty = 0.0 if self.regularization is None else self.regularization.forward(w)
        return np.array([self.slacks(X, w, y).sum() / len(y) + penalty])

# %% wrong: sum in place of mean
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization
    def forward(self, X, w, y):
        loss = np.sum(np.maximum(0, 1 - y * (X @ w)))
        return loss + (self.regularization.forward(w) if self.regularization else 0)

# %% wrong: no regularizer
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization
    def forward(self, X, w, y):
        return np.mean(np.maximum(0, 1 - y * (X @ w)))

# %% wrong: counts the mistakes
class HingeLoss:
    def __init__(self, regularization=None):
        self.regularization = regularization
    def forward(self, X, w, y):
        loss = np.mean(y * (X @ w) < 0)
        return loss + (self.regularization.forward(w) if self.regularization else 0)
