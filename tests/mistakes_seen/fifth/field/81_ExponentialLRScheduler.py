import math

# %% single natural_exponential: the rate is initial_lr exp(-gamma epoch), with gamma as a rate of decay, in place of initial_lr gamma^epoch
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr = initial_lr
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * math.exp(-self.gamma * epoch)

# %% single one_epoch_ahead: the exponent is epoch + 1, so that already epoch 0 has a lowered rate
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr = initial_lr
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch + 1)

# %% whole overwrites_initial: every call overwrites the stored initial rate with the lowered one, so the next call lowers it further
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.initial_lr = initial_lr
        self.gamma = gamma

    def decay(self, epoch):
        power = 1.0
        for _ in range(epoch):
            power *= self.gamma
        return power

    def get_lr(self, epoch):
        self.initial_lr = self.initial_lr * self.decay(epoch)
        return self.initial_lr

# %% whole straight_line: the rate falls by the same amount in every epoch, initial_lr (1 - (1 - gamma) epoch) and not below 0, in place of by the same factor
class ExponentialLRScheduler:
    def __init__(self, initial_lr, gamma):
        self.start = initial_lr
        self.loss_per_epoch = initial_lr * (1 - gamma)

    def get_lr(self, epoch):
        lr = self.start
        for _ in range(int(epoch)):
            lr = lr - self.loss_per_epoch
        return max(lr, 0.0)
