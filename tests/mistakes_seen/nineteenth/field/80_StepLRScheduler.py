import math


# %% single true_division: the exponent is epoch / step_size without rounding down, so the rate falls in every epoch instead of in steps
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch / self.step_size)


# %% single one_epoch_early: epochs are counted from 1 in the exponent, (epoch + 1) // step_size, so every drop comes one epoch too early
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.lr0 = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        drops = (epoch + 1) // self.step_size
        return self.lr0 * self.gamma**drops


# %% single only_one_drop: the rate is multiplied by gamma at most once, after the first step_size epochs, and never again
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr, self.step_size, self.gamma = initial_lr, step_size, gamma

    def get_lr(self, epoch):
        if epoch >= self.step_size:
            return self.initial_lr * self.gamma
        return self.initial_lr


# %% whole decays_when_asked: the scheduler keeps a current rate and lowers it only when it is asked for an epoch that is a multiple of step_size, so drops of epochs not asked for are lost
class StepLRScheduler:
    """Decays the learning rate by gamma every step_size epochs."""

    def __init__(self, initial_lr, step_size, gamma):
        self.current_lr = float(initial_lr)
        self.step_size = step_size
        self.gamma = gamma

    def _is_decay_epoch(self, epoch):
        return epoch > 0 and epoch % self.step_size == 0

    def get_lr(self, epoch):
        if self._is_decay_epoch(epoch):
            self.current_lr *= self.gamma
        return self.current_lr


# %% whole drop_one_epoch_late: the number of drops is ceil(epoch / step_size) - 1, so at the multiples of step_size themselves the drop has not happened yet and comes one epoch late
def number_of_decays(epoch, every):
    # epochs 0 .. every belong to the first block
    if epoch == 0:
        return 0
    return math.ceil(epoch / every) - 1


class StepLRScheduler(object):
    def __init__(self, initial_lr, step_size, gamma):
        self.params = {"lr": initial_lr, "every": step_size, "factor": gamma}

    def get_lr(self, epoch):
        lr = self.params["lr"]
        for _ in range(number_of_decays(epoch, self.params["every"])):
            lr = lr * self.params["factor"]
        return lr
