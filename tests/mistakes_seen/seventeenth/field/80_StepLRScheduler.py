import numpy as np


# %% single true_division: the exponent is epoch / step_size without rounding down, so the rate falls smoothly and not in steps
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch / self.step_size)


# %% single one_epoch_late: counts the steps of epoch - 1, so every drop comes one epoch too late
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        drops = max(epoch - 1, 0) // self.step_size
        return self.initial_lr * self.gamma**drops


# %% single only_first_drop: multiplies by gamma once from epoch step_size on, the later drops are missing
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.lr = initial_lr
        self.step = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        if epoch >= self.step:
            return self.lr * self.gamma
        return self.lr


# %% whole changes_with_each_call: the stored rate is multiplied by gamma whenever get_lr is asked for a multiple of step_size, epoch 0 included, so the result depends on the calls before and the multiples that were skipped do not count
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.current_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def _is_step(self, epoch):
        return epoch % self.step_size == 0

    def get_lr(self, epoch):
        # drop the learning rate every step_size epochs
        if self._is_step(epoch):
            self.current_lr *= self.gamma
        return self.current_lr


# %% whole inverse_decay: divides by 1 + gamma * steps (inverse time decay) instead of multiplying by gamma to the power of steps
class StepLRScheduler:
    """learning rate schedule with steps"""

    def __init__(self, initial_lr, step_size, gamma):
        self.params = {"lr0": initial_lr, "every": step_size, "decay": gamma}

    def steps_done(self, epoch):
        count = 0
        while (count + 1) * self.params["every"] <= epoch:
            count += 1
        return count

    def get_lr(self, epoch):
        k = self.steps_done(epoch)
        return self.params["lr0"] / (1 + self.params["decay"] * k)
