# %% single remainder: the exponent of gamma is the remainder epoch % step_size in place of the whole quotient epoch // step_size
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch % self.step_size)

# %% single smooth: the exponent epoch / step_size is not rounded down, so the rate falls in every epoch and not in stairs
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.initial_lr = initial_lr
        self.step_size = step_size
        self.gamma = gamma

    def get_lr(self, epoch):
        return self.initial_lr * self.gamma ** (epoch / self.step_size)

# %% whole drops_when_asked: the rate is a state that is lowered when get_lr is called, so that it depends on the calls and not on the epoch alone, and epoch 0 already lowers it, as a multiple of step_size
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.lr = initial_lr
        self.every = step_size
        self.factor = gamma

    def _time_to_drop(self, epoch):
        return epoch % self.every == 0

    def get_lr(self, epoch):
        if self._time_to_drop(epoch):
            self.lr *= self.factor
        return self.lr

# %% whole one_drop_only: the rate is lowered once, at epoch step_size, and stays there for all later epochs
class StepLRScheduler:
    def __init__(self, initial_lr, step_size, gamma):
        self.rates = {"before": initial_lr, "after": initial_lr * gamma}
        self.border = step_size

    def get_lr(self, epoch):
        phase = "before" if epoch < self.border else "after"
        return self.rates[phase]
