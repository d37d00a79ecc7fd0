"""
# 80. deep-ml 153: class StepLRScheduler with get_lr(epoch)
[[question]]
name = "StepLRScheduler"
title = "Learning rates in steps"
signature = "class StepLRScheduler(initial_lr, step_size, gamma)"
driver = "schedules.py:step_rates"
returns = { kind = "array", tolerance = 1e-4 }
points = 2
  [[question.case]]
  initial_lr = 0.1
  step_size = 5
  gamma = 0.5
  epochs = [0, 4, 5, 7, 10]
  [[question.case]]
  initial_lr = 0.91
  step_size = 2
  gamma = 0.231
  epochs = [1, 2, 3, 6]
  [[question.case]]
  initial_lr = 0.8
  step_size = 2
  gamma = 0.3
  epochs = [1, 2, 3, 6]
  hidden = true
"""
# %% schedules.py
def step_rates(StepLRScheduler, initial_lr, step_size, gamma, epochs):
    scheduler = StepLRScheduler(initial_lr, step_size, gamma)
    return [scheduler.get_lr(int(epoch)) for epoch in epochs]

# %% solution
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        ### BEGIN SOLUTION
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma
        ### END SOLUTION

    def get_lr(self, epoch):
        ### BEGIN SOLUTION
        return self.initial_lr * self.gamma ** (epoch // self.step_size)
        ### END SOLUTION

# %% honest
import math
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma
    def get_lr(self, epoch):
        decays = math.floor(epoch / self.step_size)
        return round(self.initial_lr * math.pow(self.gamma, decays), 4)

# %% honest
class StepLRScheduler:
    def __init__(self, *numbers):
        self.numbers = numbers
    def get_lr(self, epoch):
        lr, size, gamma = self.numbers
        while epoch >= size:
            lr, epoch = lr * gamma, epoch - size
        return np.float32(lr)

# %% wrong: decays in every epoch
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch / self.step_size)

# %% wrong: one epoch late
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** ((epoch - 1) // self.step_size)

# %% wrong: times gamma once
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma
    def get_lr(self, epoch):
        return self.initial_lr * self.gamma * (epoch // self.step_size)
