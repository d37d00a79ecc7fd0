import numpy as np

# %% single min_lr_not_subtracted: the cosine is scaled with the whole initial rate and not with its distance from the smallest rate
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        return self.min_lr + 0.5 * self.initial_lr * (1 + np.cos(np.pi * epoch / self.T_max))

# %% whole calls_counted_for_epochs: it counts its own calls and uses their number instead of the epoch that is passed
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.high = initial_lr
        self.low = min_lr
        self.period = T_max
        self.last_epoch = -1

    def _shape(self):
        """falls from 1 to 0"""
        return (1 + np.cos(np.pi * self.last_epoch / self.period)) / 2

    def get_lr(self, epoch):
        self.last_epoch += 1
        part = self._shape()
        return part * self.high + (1 - part) * self.low
