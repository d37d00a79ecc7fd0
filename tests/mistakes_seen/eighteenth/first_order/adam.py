import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_in_root: epsilon stands inside the square root in place of outside
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = v = 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        mh = m / (1 - beta1**k)
        vh = v / (1 - beta2**k)
        w = w - alpha * mh / jnp.sqrt(vh + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single corrected_fed_back: the bias-corrected averages overwrite m and v, and the next step goes on from them
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m = np.zeros(np.shape(w))
    v = np.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        gr = grad(w)
        m = beta1 * m + (1 - beta1) * gr
        v = beta2 * v + (1 - beta2) * gr**2
        m = m / (1 - beta1**k)
        v = v / (1 - beta2**k)
        w = w - alpha * m / (np.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_old_point: the cost of a step is taken before the step with value_and_grad, so the cost history lags one behind the weights
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    vg = jax.value_and_grad(g)
    m, v = 0 * w, 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        cost, d = vg(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole norm_for_v: v averages the squared length of the whole gradient, one number for all components, in place of each component's own square
def square(x):
    return jnp.dot(x, x)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    nabla = jax.jit(jax.grad(g))
    first_moment = jnp.zeros_like(jnp.asarray(w))
    second_moment = 0.0
    W = [w]
    k = 1
    while k <= max_its:
        G = nabla(W[-1])
        first_moment = beta1 * first_moment + (1 - beta1) * G
        second_moment = beta2 * second_moment + (1 - beta2) * square(G)
        m_hat = first_moment / (1 - beta1**k)
        v_hat = second_moment / (1 - beta2**k)
        W.append(W[-1] - alpha * m_hat / (jnp.sqrt(v_hat) + eps))
        k += 1
    return W, [g(x) for x in W]


# %% whole state_class_v_uncorrected: only m is bias-corrected, v is used as it is
class AdamState:
    def __init__(self, b1, b2):
        self.b1, self.b2 = b1, b2
        self.m, self.v, self.k = 0.0, 0.0, 0

    def direction(self, grad, eps):
        self.k += 1
        self.m = self.b1 * self.m + (1 - self.b1) * grad
        self.v = self.b2 * self.v + (1 - self.b2) * grad**2
        m_hat = self.m / (1 - self.b1**self.k)
        return m_hat / (np.sqrt(self.v) + eps)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    state = AdamState(beta1, beta2)
    weights, costs = [w], [float(g(w))]
    for _ in range(max_its):
        grad = np.array(jax.grad(g)(w))
        w = w - alpha * state.direction(grad, eps)
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs
