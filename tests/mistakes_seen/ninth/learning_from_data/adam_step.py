import numpy as np

# %% single corrected_averages_returned: the bias-corrected averages are stored in the dictionaries m and v that are returned
def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        m[key] = beta1 * m[key] + (1 - beta1) * gradients[key]
        v[key] = beta2 * v[key] + (1 - beta2) * np.square(gradients[key])
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        parameters[key] = parameters[key] - alpha * m[key] / (np.sqrt(v[key]) + eps)
    return parameters, m, v

# %% whole step_number_raised_per_parameter: the step number is raised inside the loop over the parameters, so the second parameter is corrected with t + 1
class AdamRule:
    def __init__(self, t, alpha, beta1, beta2, eps):
        self.t = t - 1
        self.alpha = alpha
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps

    def apply(self, p, grad, m, v):
        self.t += 1
        m = self.beta1 * m + (1 - self.beta1) * grad
        v = self.beta2 * v + (1 - self.beta2) * grad * grad
        m_corr = m / (1 - self.beta1**self.t)
        v_corr = v / (1 - self.beta2**self.t)
        return p - self.alpha * m_corr / (np.sqrt(v_corr) + self.eps), m, v


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    rule = AdamRule(t, alpha, beta1, beta2, eps)
    new_p, new_m, new_v = {}, {}, {}
    for name in ("W", "b"):
        out = rule.apply(parameters[name], gradients[name], m[name], v[name])
        new_p[name], new_m[name], new_v[name] = out
    return new_p, new_m, new_v
