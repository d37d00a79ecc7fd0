import math


# %% single amplitude_without_min_lr: the cosine is multiplied by initial_lr and not by initial_lr - min_lr
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.initial_lr = initial_lr
        self.T_max = T_max
        self.min_lr = min_lr

    def get_lr(self, epoch):
        wave = 0.5 * (1 + math.cos(math.pi * epoch / self.T_max))
        return self.min_lr + self.initial_lr * wave


# %% whole integer_division: epoch is divided by T_max without a remainder, so that the rate stays at initial_lr until T_max
class CosineAnnealingLRScheduler:
    def __init__(self, initial_lr, T_max, min_lr):
        self.high, self.low, self.period = initial_lr, min_lr, T_max
        self.middle = (initial_lr + min_lr) / 2
        self.swing = (initial_lr - min_lr) / 2

    def get_lr(self, epoch):
        fraction = epoch // self.period
        return self.middle + self.swing * math.cos(fraction * math.pi)
