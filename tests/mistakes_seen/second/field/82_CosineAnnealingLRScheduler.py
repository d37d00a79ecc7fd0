import math

import numpy as np


# %% single min_lr_not_subtracted: the amplitude is initial_lr instead of initial_lr - min_lr, so that the rate starts at initial_lr + min_lr
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        return self.min_lr + 0.5 * self.initial_lr * (1 + math.cos(math.pi * epoch / self.T_max))


# %% single last_epoch_is_T_max_minus_one: divides the epoch by T_max - 1 as if epochs counted from 0 to T_max - 1, so that the minimum comes one epoch too early
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr, self.T_max, self.min_lr = initial_lr, T_max, min_lr

    def get_lr(self, epoch):
        progress = epoch / (self.T_max - 1)
        return self.min_lr + (self.initial_lr - self.min_lr) * 0.5 * (1 + np.cos(np.pi * progress))


# %% single whole_number_division: divides epoch // T_max, so that the rate stays at initial_lr until T_max
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.lr0 = initial_lr
        self.T = T_max
        self.lr_min = min_lr

    def get_lr(self, epoch):
        cosine = np.cos((epoch // self.T) * np.pi)
        return self.lr_min + 0.5 * (self.lr0 - self.lr_min) * (1 + cosine)


# %% whole anneals_the_last_rate: keeps the last rate and anneals that one at the next call instead of initial_lr, so that the factors multiply up from call to call
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        factor = (1 + math.cos(math.pi * epoch / self.T_max)) / 2
        self.lr = self.min_lr + (self.lr - self.min_lr) * factor
        return round(self.lr, 4)


# %% whole quarter_of_a_cosine: uses cos(pi epoch / (2 T_max)), a quarter of a wave that falls fastest at the end, without the 1 + and the 1/2
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        if epoch > self.T_max:
            return self.min_lr
        angle = 0.5 * np.pi * epoch / self.T_max
        return self.min_lr + (self.initial_lr - self.min_lr) * np.cos(angle)
