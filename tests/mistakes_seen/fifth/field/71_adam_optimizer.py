import numpy as np

# %% single v_by_beta1: the second moment is bias-corrected with beta1 in place of beta2 (copy and paste)
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta1 ** t)
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return np.round(parameter, 5), np.round(m, 5), np.round(v, 5)

# %% single t_plus_one: the powers in the bias corrections are t + 1, as if t counted from 0
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad ** 2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    parameter = parameter - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return np.round(parameter, 5), np.round(m, 5), np.round(v, 5)

# %% whole never_smaller: the second moment is not allowed to become smaller, v = max(old v, new v), as in AMSGrad
def ema(old, new, decay):
    return decay * old + (1 - decay) * new


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    first = ema(m, grad, beta1)
    second = np.maximum(v, ema(v, np.square(grad), beta2))
    corrected_rate = learning_rate / (1 - beta1 ** t)
    root = np.sqrt(second / (1 - beta2 ** t)) + epsilon
    moved = parameter - corrected_rate * first / root
    return tuple(np.round(a, 5) for a in (moved, first, second))

# %% whole spread_around_mean: the second moment averages the squared distance of the gradient from its mean, (grad - m)^2, in place of the square of the gradient
class _Adam:
    def __init__(self, lr, b1, b2, eps):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps

    def moments(self, g, mean, var):
        mean = self.b1 * mean + (1 - self.b1) * g
        deviation = g - mean
        var = self.b2 * var + (1 - self.b2) * deviation * deviation
        return mean, var

    def update(self, p, mean, var, t):
        unbiased_mean = mean / (1 - self.b1 ** t)
        unbiased_var = var / (1 - self.b2 ** t)
        return p - self.lr * unbiased_mean / (unbiased_var ** 0.5 + self.eps)


def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    opt = _Adam(learning_rate, beta1, beta2, epsilon)
    m, v = opt.moments(np.asarray(grad, dtype=float), m, v)
    parameter = opt.update(parameter, m, v, t)
    return np.round(parameter, 5), np.round(m, 5), np.round(v, 5)
