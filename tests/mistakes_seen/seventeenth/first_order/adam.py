import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_uncorrected: the second average v is not bias-corrected, only m is; the step divides by sqrt(v) + eps and is too long at first
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1**k)
        w = w - alpha * m_hat / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single corrected_is_kept: the bias-corrected averages overwrite m and v, so that the next step goes on from the corrected values and corrects them again
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, costs = [w], [g(w)]
    for t in range(1, max_its + 1):
        gt = grad(w)
        m = beta1 * m + (1 - beta1) * gt
        v = beta2 * v + (1 - beta2) * gt * gt
        # bias correction
        m = m / (1 - beta1**t)
        v = v / (1 - beta2**t)
        w = w - alpha * m / (jnp.sqrt(v) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% single eps_inside: eps is added to v-hat under the square root instead of outside of it
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0 * w, 0.0 * w
    weights = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        slope = grad(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        mhat = m / (1 - beta1**k)
        vhat = v / (1 - beta2**k)
        w = w - alpha * mhat / jnp.sqrt(vhat + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole one_v_for_all: v averages the squared length of the whole gradient (one number for all coordinates) instead of each component's own square; with one coordinate it is right
class AdamState:
    def __init__(self, beta1, beta2):
        self.beta1, self.beta2 = beta1, beta2
        self.m = 0.0
        self.v = 0.0
        self.k = 0

    def update(self, grad):
        self.k += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.sum(grad**2)

    def corrected(self):
        return (
            self.m / (1 - self.beta1**self.k),
            self.v / (1 - self.beta2**self.k),
        )


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    state = AdamState(beta1, beta2)
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        state.update(np.array(gradient(w)))
        m_hat, v_hat = state.corrected()
        w = w - alpha * m_hat / (np.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole betas_mixed_up: the two bias corrections have each other's beta: m is divided by 1 - beta2^k and v by 1 - beta1^k (the averages themselves are right)
def moving_average(old, new, beta):
    return beta * old + (1 - beta) * new


def unbias(avg, beta, k):
    return avg / (1.0 - beta**k)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = jnp.asarray(w)
    first = jnp.zeros(w.shape)      # mean of gradients
    second = jnp.zeros(w.shape)     # mean of squares
    history = [w]
    for k in range(1, max_its + 1):
        dw = jax.grad(g)(w)
        first = moving_average(first, dw, beta1)
        second = moving_average(second, jnp.square(dw), beta2)
        f_hat = unbias(first, beta2, k)
        s_hat = unbias(second, beta1, k)
        w = w - alpha * f_hat / (jnp.sqrt(s_hat) + eps)
        history.append(w)
    return history, [g(p) for p in history]
