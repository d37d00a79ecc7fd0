import numpy as np


# %% single square_not_weighted: the squared gradient lacks the factor 1 - beta2 in the average v
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x = x0
    m, v = np.zeros_like(x0), np.zeros_like(x0)
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        x = x - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x


# %% single correction_without_power: the bias corrections divide by 1 - beta1 and 1 - beta2 in every step, the power t is missing
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for t in range(num_iterations):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1)
        v_hat = v / (1 - beta2)
        x = x - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x


# %% single no_root: the step divides by v_hat itself, the square root is missing
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        x = x - learning_rate * m_hat / (v_hat + epsilon)
    return x


# %% whole gradient_of_the_start: the gradient is computed once at x0 before the loop and used in all steps
def moving_average(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x = np.array(x0, dtype=float)
    g = grad(x)
    first = np.zeros(x.shape)
    second = np.zeros(x.shape)
    for t in range(1, num_iterations + 1):
        first = moving_average(first, g, beta1)
        second = moving_average(second, g * g, beta2)
        m_hat = first / (1 - beta1**t)
        v_hat = second / (1 - beta2**t)
        x -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return x


# %% whole betas_exchanged: beta2 goes into the average of the gradients and beta1 into that of their squares
class Adam:
    def __init__(self, lr, betas, eps):
        self.lr, self.betas, self.eps = lr, betas, eps
        self.t = 0
        self.s = 0.0  # squares
        self.r = 0.0  # gradients

    def update(self, x, g):
        self.t += 1
        b_s, b_r = self.betas
        self.s = b_s * self.s + (1 - b_s) * g**2
        self.r = b_r * self.r + (1 - b_r) * g
        s_hat = self.s / (1 - b_s**self.t)
        r_hat = self.r / (1 - b_r**self.t)
        return x - self.lr * r_hat / (s_hat**0.5 + self.eps)


def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    opt = Adam(learning_rate, (beta1, beta2), epsilon)
    x = x0
    for _ in range(num_iterations):
        x = opt.update(x, grad(x))
    return x
