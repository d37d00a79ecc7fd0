import math

import numpy as np


# %% single min_lr_not_taken_off: the cosine is scaled by initial_lr instead of initial_lr - min_lr, and min_lr is added to it
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        cosine = 0.5 * (1 + math.cos(math.pi * epoch / self.T_max))
        return self.min_lr + self.initial_lr * cosine


# %% whole quarter_of_a_cosine: the rate follows the first quarter of a cosine down to min_lr instead of the half
class CosineAnnealingLRScheduler:
    """from initial_lr at epoch 0 to min_lr at T_max"""

    def __init__(self, initial_lr, T_max, min_lr):
        self.high, self.low = initial_lr, min_lr
        self.T_max = T_max

    def _progress(self, epoch):
        # 0 in the beginning, 1 at the end
        return min(epoch, self.T_max) / self.T_max

    def get_lr(self, epoch):
        weight = np.cos(np.pi / 2 * self._progress(epoch))
        return self.low + weight * (self.high - self.low)
