import numpy as np


# %% single eps_beside_uncorrected_v: the corrections are moved into the learning rate and epsilon is added to the root of the uncorrected v, as in Keras
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, np.zeros_like(x0), np.zeros_like(x0)
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        rate = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        x = x - rate * m / (np.sqrt(v) + epsilon)
    return x


# %% whole nothing_corrected: neither average is bias-corrected, and epsilon stands inside the root
class Moments:
    def __init__(self, size, beta1, beta2):
        self.b1, self.b2 = beta1, beta2
        self.mean = np.zeros(size)
        self.var = np.zeros(size)

    def update(self, g):
        self.mean += (1 - self.b1) * (g - self.mean)
        self.var += (1 - self.b2) * (g**2 - self.var)
        return self.mean, self.var


def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x = np.array(x0, dtype=float)
    moments = Moments(len(x), beta1, beta2)
    for _ in range(num_iterations):
        mean, var = moments.update(np.asarray(grad(x)))
        x = x - learning_rate * mean / np.sqrt(var + epsilon)
    return x
