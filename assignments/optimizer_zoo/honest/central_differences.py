# Style: central differences of fourth order in plain Python, lists of floats; neither JAX nor NumPy

# %%
import math
from types import SimpleNamespace


def along(g, w, j, t):
    if j is None:
        return float(g(w + t))
    return float(g([c + t * (i == j) for i, c in enumerate(w)]))


def diff(g, w, j, h=1e-3):
    near = along(g, w, j, h) - along(g, w, j, -h)
    far = along(g, w, j, 2 * h) - along(g, w, j, -2 * h)
    return (8 * near - far) / (12 * h)


def descend(g, w, max_its, memory, rule):
    """Every coordinate has a memory of its own; `rule(s, k, w, d)` gives its new value."""
    single = getattr(w, "ndim", 0) == 0
    w = float(w) if single else [float(c) for c in w]
    states = [SimpleNamespace(**memory) for _ in ([w] if single else w)]
    weights, costs = [w], [float(g(w))]
    for k in range(1, max_its + 1):
        if single:
            w = rule(states[0], k, w, diff(g, w, None))
        else:
            slopes = [diff(g, w, j) for j in range(len(w))]
            w = [rule(s, k, c, d) for s, c, d in zip(states, w, slopes)]
        weights.append(w)
        costs.append(float(g(w)))
    return weights, costs


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    def rule(s, k, w, d):
        s.v = rho * s.v + (1 - rho) * d * d
        return w - alpha * d / math.sqrt(s.v + eps)

    return descend(g, w, max_its, dict(v=0.0), rule)


def adagrad(g, alpha, initial, eps, max_its, w):
    def rule(s, k, w, d):
        s.v += d * d
        return w - alpha * d / math.sqrt(s.v + eps)

    return descend(g, w, max_its, dict(v=initial), rule)


def adadelta(g, alpha, rho, eps, max_its, w):
    def rule(s, k, w, d):
        s.v = rho * s.v + (1 - rho) * d * d
        move = math.sqrt(s.u + eps) / math.sqrt(s.v + eps) * d
        s.u = rho * s.u + (1 - rho) * move * move
        return w - alpha * move

    return descend(g, w, max_its, dict(u=0.0, v=0.0), rule)


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def rule(s, k, w, d):
        s.m = beta1 * s.m + (1 - beta1) * d
        s.v = beta2 * s.v + (1 - beta2) * d * d
        rate = alpha * math.sqrt(1 - beta2**k) / (1 - beta1**k)
        return w - alpha * decay * w - rate * s.m / (math.sqrt(s.v) + eps)

    return descend(g, w, max_its, dict(m=0.0, v=0.0), rule)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu = [beta1 * (1 - 0.5 * 0.96**k) for k in range(max_its + 2)]

    def rule(s, k, w, d):
        s.m = beta1 * s.m + (1 - beta1) * d
        s.v = beta2 * s.v + (1 - beta2) * d * d
        now, ahead = math.prod(mu[1 : k + 1]), math.prod(mu[1 : k + 2])
        M = mu[k + 1] / (1 - ahead) * s.m + (1 - mu[k]) / (1 - now) * d
        return w - alpha * M / (math.sqrt(s.v / (1 - beta2**k)) + eps)

    return descend(g, w, max_its, dict(m=0.0, v=0.0), rule)


def lion(g, alpha, beta1, beta2, max_its, w):
    def rule(s, k, w, d):
        c = beta1 * s.m + (1 - beta1) * d
        s.m = beta2 * s.m + (1 - beta2) * d
        return w - alpha * ((c > 0) - (c < 0))

    return descend(g, w, max_its, dict(m=0.0), rule)


# %%
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    def rule(s, k, w, d):
        before, s.n = s.n, s.n + d * d
        s.z += d - (math.sqrt(s.n) - math.sqrt(before)) / alpha * w
        if abs(s.z) <= l1:
            return 0.0
        return (math.copysign(l1, s.z) - s.z) / ((beta + math.sqrt(s.n)) / alpha + 2 * l2)

    return descend(g, w, max_its, dict(z=0.0, n=initial), rule)
