"""
# 82. deep-ml 155: class CosineAnnealingLRScheduler with get_lr(epoch)
[[question]]
name = "CosineAnnealingLRScheduler"
title = "Learning rates along a cosine"
signature = "class CosineAnnealingLRScheduler(initial_lr, T_max, min_lr)"
driver = "cosine.py:cosine_rates"
returns = { kind = "array", tolerance = 1e-4 }
points = 2
  [[question.case]]
  initial_lr = 0.1
  T_max = 10
  min_lr = 0.001
  epochs = [0, 2, 5, 10]
  [[question.case]]
  initial_lr = 0.91
  T_max = 6
  min_lr = 0.154
  epochs = [1, 4, 6]
  [[question.case]]
  initial_lr = 0.8
  T_max = 6
  min_lr = 0.2
  epochs = [1, 4, 6]
  hidden = true
"""
# %% cosine.py
def cosine_rates(CosineAnnealingLRScheduler, initial_lr, T_max, min_lr, epochs):
    scheduler = CosineAnnealingLRScheduler(initial_lr, T_max, min_lr)
    return [scheduler.get_lr(int(epoch)) for epoch in epochs]

# %% solution
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        ### BEGIN SOLUTION
        self.initial_lr, self.T_max, self.min_lr = initial_lr, T_max, min_lr
        ### END SOLUTION

    def get_lr(self, epoch):
        ### BEGIN SOLUTION
        return self.min_lr + (self.initial_lr - self.min_lr) * (1 + np.cos(np.pi * epoch / self.T_max)) / 2
        ### END SOLUTION

# %% honest
import math
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr
    def get_lr(self, epoch):
        cosine_decay = 0.5 * (1 + math.cos(math.pi * epoch / self.T_max))
        return round(self.min_lr + (self.initial_lr - self.min_lr) * cosine_decay, 4)

# %% honest
def cosine_table(high, low, T):
    return low + (high - low) * np.cos(np.pi / 2 * np.arange(T + 1) / T) ** 2
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.table = cosine_table(initial_lr, min_lr, T_max)
    def get_lr(self, epoch):
        return self.table[epoch]

# %% wrong: degrees
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr, self.T_max, self.min_lr = initial_lr, T_max, min_lr
    def get_lr(self, epoch):
        return self.min_lr + (self.initial_lr - self.min_lr) * (1 + np.cos(180 * epoch / self.T_max)) / 2

# %% wrong: without the minimum
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr, self.T_max = initial_lr, T_max
    def get_lr(self, epoch):
        return self.initial_lr * (1 + np.cos(np.pi * epoch / self.T_max)) / 2

# %% wrong: without the half
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr, self.T_max, self.min_lr = initial_lr, T_max, min_lr
    def get_lr(self, epoch):
        return self.min_lr + (self.initial_lr - self.min_lr) * (1 + np.cos(np.pi * epoch / self.T_max))
