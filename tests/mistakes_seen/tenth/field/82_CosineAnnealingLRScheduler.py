# %% single min_lr_added_to_the_whole_initial_rate: The cosine is multiplied by initial_lr instead of by initial_lr - min_lr, so the rate begins at initial_lr + min_lr.
import math


class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        cosine = 0.5 * (1 + math.cos(math.pi * epoch / self.T_max))
        return self.min_lr + self.initial_lr * cosine

# %% whole restarts_at_T_max: The epoch is taken modulo T_max, a schedule with warm restarts, so at T_max the rate jumps back to initial_lr instead of being min_lr.
import numpy as np


class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.high, self.low, self.period = initial_lr, min_lr, int(T_max)
        angles = np.linspace(0, np.pi, self.period + 1)
        self.table = self.low + (self.high - self.low) * (1 + np.cos(angles)) / 2

    def get_lr(self, epoch):
        return float(self.table[epoch % self.period])
