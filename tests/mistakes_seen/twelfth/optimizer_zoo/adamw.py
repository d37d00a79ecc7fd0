import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_without_alpha: the decay takes decay * w from the point in place of alpha * decay * w
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        steplength = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - steplength * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole decay_of_the_new_point_paper_eps: the decay multiplies the point after the Adam step by 1 - alpha decay in place of the old point, and eps is added to the root of the bias-corrected v (as in the paper) in place of the root of v as it is
class AdamW:
    def __init__(self, alpha, beta1, beta2, eps, decay):
        self.alpha, self.beta1, self.beta2 = alpha, beta1, beta2
        self.eps, self.decay = eps, decay
        self.m = self.v = 0.0
        self.k = 0

    def update(self, w, d):
        self.k += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * d
        self.v = self.beta2 * self.v + (1 - self.beta2) * d * d
        mhat = self.m / (1 - self.beta1**self.k)
        vhat = self.v / (1 - self.beta2**self.k)
        w = w - self.alpha * mhat / (np.sqrt(vhat) + self.eps)  # Adam
        return w * (1 - self.alpha * self.decay)  # W = weight decay, decoupled


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    opt = AdamW(alpha, beta1, beta2, eps, decay)
    dg = jax.grad(g)
    weights = [w]
    for _ in range(max_its):
        weights.append(opt.update(weights[-1], np.asarray(dg(weights[-1]))))
    return weights, [g(each) for each in weights]
