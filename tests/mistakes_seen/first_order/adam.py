import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single no_bias_correction_m: m is not bias-corrected, v is
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = v = 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * m / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single goes_on_from_hat: the corrected averages are carried into the next step
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    W, C = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m = (beta1 * m + (1 - beta1) * d) / (1 - beta1**k)
        v = (beta2 * v + (1 - beta2) * d**2) / (1 - beta2**k)
        w = w - alpha * m / (jnp.sqrt(v) + eps)
        W.append(w)
        C.append(g(w))
    return W, C

# %% single eps_inside_root: eps stands inside the square root
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat, v_hat = m / (1 - beta1**k), v / (1 - beta2**k)
        w = w - alpha * m_hat / jnp.sqrt(v_hat + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single times_k: 1 - beta * k is written where beta to the power k is meant, in the correction of m
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1 * k)
        v_hat = v / (1 - beta2**k)
        w = w - alpha * m_hat / (jnp.sqrt(v_hat) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single stale_square: v is made of the gradient of the step before (it is updated before d is)
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    d = grad(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        v = beta2 * v + (1 - beta2) * d**2
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole class_with_defaults: an optimizer class that has beta2 and eps fixed at the paper's defaults
class Adam:
    def __init__(self, lr, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.m = self.v = 0
        self.t = 0

    def step(self, w, grad):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * grad
        self.v = self.b2 * self.v + (1 - self.b2) * grad**2
        mh = self.m / (1 - self.b1**self.t)
        vh = self.v / (1 - self.b2**self.t)
        return w - self.lr * mh / (vh**0.5 + self.eps)

def adam(g, alpha, beta1, beta2, eps, max_its, w):
    opt = Adam(alpha, beta1)
    ws = [w]
    for _ in range(max_its):
        ws.append(opt.step(ws[-1], jax.grad(g)(ws[-1])))
    return ws, [g(x) for x in ws]

# %% whole k_from_zero_guarded: counts k from 0 and skips the correction there to avoid the division by zero; no eps
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad_fn = jax.grad(g)
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    weights = [w]
    costs = [g(w)]
    for k in range(max_its):
        dw = grad_fn(w)
        m = beta1 * m + (1 - beta1) * dw
        v = beta2 * v + (1 - beta2) * dw * dw
        if k == 0:
            mhat, vhat = m, v
        else:
            mhat = m / (1 - beta1**k)
            vhat = v / (1 - beta2**k)
        w = w - alpha * mhat / np.sqrt(vhat)
        weights.append(w)
        costs.append(g(w))
    return weights, costs

# %% whole dot_product_square: the square of the gradient is its dot product with itself, one number for all components; betas exchanged
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m, s = 0.0, 0.0
    path, values = [w], [g(w)]
    for t in range(1, max_its + 1):
        grad = jax.grad(g)(w)
        m = beta2 * m + (1 - beta2) * grad
        s = beta1 * s + (1 - beta1) * jnp.dot(grad, grad)
        m_c = m / (1 - beta2**t)
        s_c = s / (1 - beta1**t)
        w = w - alpha * m_c / (jnp.sqrt(s_c) + eps)
        path.append(w)
        values.append(g(w))
    return path, values
