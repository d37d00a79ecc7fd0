import numpy as np


# %% single v_uncorrected: the root is taken of v itself, without its bias correction (m is corrected)
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    new_parameters, new_m, new_v = {}, {}, {}
    for key in parameters:
        g = gradients[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1**t)
        new_parameters[key] = parameters[key] - alpha * m_hat / (np.sqrt(new_v[key]) + eps)
    return new_parameters, new_m, new_v


# %% whole steps_with_old_averages: the parameters move with the m and v that were handed over, and only then m and v take in the new gradients
class AdamOnDict:
    def __init__(self, m, v, t, alpha, beta1, beta2, eps):
        self.m, self.v, self.t = dict(m), dict(v), t
        self.alpha, self.eps = alpha, eps
        self.betas = (beta1, beta2)

    def move(self, name, value):
        b1, b2 = self.betas
        mean = np.asarray(self.m[name]) / (1 - b1**self.t)
        square = np.asarray(self.v[name]) / (1 - b2**self.t)
        return value - self.alpha * mean / (np.sqrt(square) + self.eps)

    def remember(self, name, grad):
        b1, b2 = self.betas
        self.m[name] = b1 * self.m[name] + (1 - b1) * grad
        self.v[name] = b2 * self.v[name] + (1 - b2) * grad * grad


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    optimizer = AdamOnDict(m, v, t, alpha, beta1, beta2, eps)
    out = {name: optimizer.move(name, value) for name, value in parameters.items()}
    for name in gradients:
        optimizer.remember(name, gradients[name])
    return out, optimizer.m, optimizer.v
