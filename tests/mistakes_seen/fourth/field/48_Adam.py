import numpy as np
from needle_adam import NeedleOptimizer

# %% single eps_in_root: eps is added inside the square root, sqrt(v_hat + eps), in place of outside, sqrt(v_hat) + eps
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.weight_decay = weight_decay
        self.t = 0
        self.m = {}
        self.v = {}

    def step(self):
        self.t += 1
        for i, p in enumerate(self.params):
            grad = p.grad + self.weight_decay * p.data
            self.m[i] = self.beta1 * self.m.get(i, 0.0) + (1 - self.beta1) * grad
            self.v[i] = self.beta2 * self.v.get(i, 0.0) + (1 - self.beta2) * grad * grad
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            p.data = p.data - self.lr * m_hat / np.sqrt(v_hat + self.eps)

# %% single corrected_stored: the bias-corrected moments are stored as the moments, so the next step goes on from the corrected values in place of the uncorrected ones (the correction is applied again and again)
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.eps, self.wd = lr, eps, weight_decay
        self.b1, self.b2 = beta1, beta2
        self.t = 0
        self.moments = [[0, 0] for _ in self.params]

    def step(self):
        self.t = self.t + 1
        for p, mom in zip(self.params, self.moments):
            g = p.grad + self.wd * p.data
            mom[0] = self.b1 * mom[0] + (1 - self.b1) * g
            mom[1] = self.b2 * mom[1] + (1 - self.b2) * g**2
            mom[0] = mom[0] / (1 - self.b1**self.t)
            mom[1] = mom[1] / (1 - self.b2**self.t)
            p.data = p.data - self.lr * mom[0] / (np.sqrt(mom[1]) + self.eps)

# %% whole count_ahead: the step count starts at 1 and is raised before use, so the bias corrections of the first step are those of t = 2, and every later one is one step ahead
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr, self.betas, self.eps = lr, (beta1, beta2), eps
        self.weight_decay = weight_decay
        self.num_steps = 1
        self.first = [np.zeros(p.data.shape) for p in self.params]
        self.second = [np.zeros(p.data.shape) for p in self.params]

    def grad_of(self, p):
        if self.weight_decay == 0:
            return p.grad
        return p.grad + self.weight_decay * p.data

    def unbias(self, moment, beta):
        return moment / (1 - beta**self.num_steps)

    def step(self):
        self.num_steps += 1
        beta1, beta2 = self.betas
        for k, p in enumerate(self.params):
            g = self.grad_of(p)
            self.first[k] = beta1 * self.first[k] + (1 - beta1) * g
            self.second[k] = beta2 * self.second[k] + (1 - beta2) * np.power(g, 2)
            top = self.unbias(self.first[k], beta1)
            bottom = np.sqrt(self.unbias(self.second[k], beta2)) + self.eps
            p.data = p.data - self.lr * top / bottom

# %% whole gradient_for_moment: the step uses the present gradient in place of the corrected first moment (which is computed but not used), so it is RMSProp with bias correction and no momentum
class Adam(NeedleOptimizer):
    def __init__(self, params, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(params)
        self.lr = lr
        self.beta1, self.beta2 = beta1, beta2
        self.eps = eps
        self.weight_decay = weight_decay
        self.t = 0
        self.state = {}

    def step(self):
        self.t += 1
        for p in self.params:
            if p not in self.state:
                self.state[p] = {"m": np.zeros_like(p.data), "v": np.zeros_like(p.data)}
            st = self.state[p]
            flat_g = (p.grad + self.weight_decay * p.data).ravel()
            new = p.data.ravel().copy()
            m, v = st["m"].ravel(), st["v"].ravel()
            for i, g in enumerate(flat_g):
                m[i] = self.beta1 * m[i] + (1 - self.beta1) * g
                v[i] = self.beta2 * v[i] + (1 - self.beta2) * g * g
                m_corr = m[i] / (1 - self.beta1**self.t)
                v_corr = v[i] / (1 - self.beta2**self.t)
                new[i] = new[i] - self.lr * g / (v_corr**0.5 + self.eps)
            p.data = new.reshape(p.data.shape)
