# Style: float32 on purpose: NumPy arrays of np.float32 everywhere, constants rounded too; columns stacked with np.vstack

# %%
import jax
import numpy as np

f32 = np.float32


def optimize(g, w, max_its, update, *state):
    w = np.asarray(w, dtype=f32)
    state = [np.full(w.shape, s, dtype=f32) for s in state]
    W, G = [np.array(w)], [f32(g(w))]
    for k in range(1, int(max_its) + 1):
        d = np.asarray(jax.grad(g)(w), dtype=f32)
        w, *state = update(f32(k), w, d, *state)
        W.append(np.array(w, dtype=f32))
        G.append(f32(g(w)))
    return np.stack(W), np.array(G)


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    alpha, rho, eps = f32(alpha), f32(rho), f32(eps)

    def update(k, w, d, v):
        v = rho * v + (f32(1) - rho) * d * d
        return w - alpha * d / np.sqrt(v + eps), v

    return optimize(g, w, max_its, update, 0)


def adagrad(g, alpha, initial, eps, max_its, w):
    alpha, eps = f32(alpha), f32(eps)

    def update(k, w, d, v):
        v = v + d * d
        return w - alpha * d / np.sqrt(v + eps), v

    return optimize(g, w, max_its, update, initial)


def adadelta(g, alpha, rho, eps, max_its, w):
    alpha, rho, eps = f32(alpha), f32(rho), f32(eps)

    def update(k, w, d, v, u):
        v = rho * v + (f32(1) - rho) * d * d
        s = np.sqrt(u + eps) / np.sqrt(v + eps) * d
        return w - alpha * s, v, rho * u + (f32(1) - rho) * s * s

    return optimize(g, w, max_its, update, 0, 0)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    alpha, beta1, beta2, eps, decay = map(f32, (alpha, beta1, beta2, eps, decay))

    def update(k, w, d, m, v):
        m = beta1 * m + (f32(1) - beta1) * d
        v = beta2 * v + (f32(1) - beta2) * d * d
        lr = alpha * np.sqrt(f32(1) - beta2**k) / (f32(1) - beta1**k)
        return w - alpha * decay * w - lr * m / (np.sqrt(v) + eps), m, v

    return optimize(g, w, max_its, update, 0, 0)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    alpha, beta1, beta2, eps = map(f32, (alpha, beta1, beta2, eps))

    def mu(k):
        return beta1 * (f32(1) - f32(0.5) * f32(0.96) ** k)

    def update(k, w, d, m, v, P):
        m = beta1 * m + (f32(1) - beta1) * d
        v = beta2 * v + (f32(1) - beta2) * d * d
        P = P * mu(k)
        M = mu(k + f32(1)) * m / (f32(1) - P * mu(k + f32(1))) + (f32(1) - mu(k)) * d / (f32(1) - P)
        return w - alpha * M / (np.sqrt(v / (f32(1) - beta2**k)) + eps), m, v, P

    return optimize(g, w, max_its, update, 0, 0, 1)


def lion(g, alpha, beta1, beta2, max_its, w):
    alpha, beta1, beta2 = map(f32, (alpha, beta1, beta2))

    def update(k, w, d, m):
        return w - alpha * np.sign(beta1 * m + (f32(1) - beta1) * d), beta2 * m + (f32(1) - beta2) * d

    return optimize(g, w, max_its, update, 0)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    alpha, beta1, beta2, eps = map(f32, (alpha, beta1, beta2, eps))

    def update(k, w, d, m, u):
        m = beta1 * m + (f32(1) - beta1) * d
        u = np.maximum(beta2 * u, np.abs(d))
        return w - alpha / (f32(1) - beta1**k) * m / (u + eps), m, u

    return optimize(g, w, max_its, update, 0, 0)
