"""
# 81. deep-ml 154: class ExponentialLRScheduler with get_lr(epoch)
[[question]]
name = "ExponentialLRScheduler"
title = "Learning rates that decay in every epoch"
signature = "class ExponentialLRScheduler(initial_lr, gamma)"
driver = "exponential.py:exponential_rates"
returns = { kind = "array", tolerance = 1e-4 }
points = 2
  [[question.case]]
  initial_lr = 0.1
  gamma = 0.9
  epochs = [0, 1, 5]
  [[question.case]]
  initial_lr = 0.91
  gamma = 0.539
  epochs = [2, 3, 4]
  [[question.case]]
  initial_lr = 0.8
  gamma = 0.7
  epochs = [2, 3, 4]
  hidden = true
"""
# %% exponential.py
def exponential_rates(ExponentialLRScheduler, initial_lr, gamma, epochs):
    scheduler = ExponentialLRScheduler(initial_lr, gamma)
    return [scheduler.get_lr(epoch=int(epoch)) for epoch in epochs]

# %% solution
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        ### BEGIN SOLUTION
        self.initial_lr, self.gamma = initial_lr, gamma
        ### END SOLUTION

    def get_lr(self, epoch):
        ### BEGIN SOLUTION
        return self.initial_lr * self.gamma**epoch
        ### END SOLUTION

# %% honest
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr = initial_lr
        self.gamma = gamma
    def get_lr(self, epoch):
        lr = self.initial_lr
        for _ in range(epoch):
            lr *= self.gamma
        return round(lr, 4)

# %% honest
from collections import namedtuple
class ExponentialLRScheduler(namedtuple("ExponentialParts", "initial_lr gamma")):
    def get_lr(self, epoch):
        return np.exp(np.log(self.initial_lr) + epoch * np.log(self.gamma))

# %% wrong: linear
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr, self.gamma = initial_lr, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma * epoch

# %% wrong: one epoch ahead
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr, self.gamma = initial_lr, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch + 1)

# %% wrong: depends on the calls before
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.lr, self.gamma = initial_lr, gamma
    def get_lr(self, epoch):
        self.lr *= self.gamma
        return self.lr
