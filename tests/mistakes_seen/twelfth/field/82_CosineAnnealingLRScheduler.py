import math

import numpy as np


# %% single minimum_added_on_top: the cosine is scaled by initial_lr and min_lr is added, in place of scaling it by initial_lr - min_lr
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr, self.T_max, self.min_lr = initial_lr, T_max, min_lr

    def get_lr(self, epoch):
        return self.min_lr + self.initial_lr * (1 + np.cos(np.pi * epoch / self.T_max)) / 2


# %% whole full_turn_of_the_cosine: the cosine makes a full turn within T_max, 2 pi epoch / T_max, in place of half a turn, so the rate is at its minimum at T_max / 2 and at initial_lr again at T_max
class CosineAnnealingLRScheduler:
    """Lowers the learning rate from initial_lr to min_lr along a cosine."""

    def __init__(self, initial_lr, T_max, min_lr):
        self.high = initial_lr
        self.low = min_lr
        self.period = T_max

    def _progress(self, epoch):
        """share of the schedule which is over, 0 to 1"""
        return epoch / self.period

    def _wave(self, share):
        # goes from 1 down to 0
        return 0.5 * (1.0 + math.cos(2 * math.pi * share))

    def get_lr(self, epoch):
        share = self._progress(epoch)
        return self.low + (self.high - self.low) * self._wave(share)
