# Style: plain Python: lists of floats, the math module, a loop over the coordinates; gradients in float32

# %%
import math

import jax
import numpy as np


def numbers(w):
    return [float(x) for x in np.ravel(w)]


def again(values, like):
    return float(values[0]) if np.ndim(like) == 0 else np.array(values)


def loop(g, w, max_its, rule, memory):
    """rule(k, w_j, d_j, memory_j) changes memory_j in place and returns the new w_j."""
    slope = jax.grad(g)
    memories = [dict(memory) for _ in numbers(w)]
    ws, cs = [w], [float(g(w))]
    for k in range(1, max_its + 1):
        d = numbers(slope(w))
        w = again([rule(k, *each) for each in zip(numbers(w), d, memories)], w)
        ws.append(w)
        cs.append(float(g(w)))
    return ws, cs


# %%
def rmsprop(g, alpha, rho, eps, max_its, w):
    def rule(k, w, d, s):
        s["v"] = rho * s["v"] + (1 - rho) * d * d
        return w - alpha * d / math.sqrt(s["v"] + eps)

    return loop(g, w, max_its, rule, {"v": 0.0})


def adagrad(g, alpha, initial, eps, max_its, w):
    def rule(k, w, d, s):
        s["v"] += d * d
        return w - alpha * d / math.sqrt(s["v"] + eps)

    return loop(g, w, max_its, rule, {"v": initial})


def adadelta(g, alpha, rho, eps, max_its, w):
    def rule(k, w, d, s):
        s["v"] = rho * s["v"] + (1 - rho) * d * d
        step = math.sqrt(s["u"] + eps) / math.sqrt(s["v"] + eps) * d
        s["u"] = rho * s["u"] + (1 - rho) * step * step
        return w - alpha * step

    return loop(g, w, max_its, rule, {"u": 0.0, "v": 0.0})


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def rule(k, w, d, s):
        s["m"] = beta1 * s["m"] + (1 - beta1) * d
        s["v"] = beta2 * s["v"] + (1 - beta2) * d * d
        lr = alpha * math.sqrt(1 - beta2**k) / (1 - beta1**k)
        return w - alpha * decay * w - lr * s["m"] / (math.sqrt(s["v"]) + eps)

    return loop(g, w, max_its, rule, {"m": 0.0, "v": 0.0})


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu = [beta1 * (1 - 0.5 * 0.96**k) for k in range(max_its + 2)]

    def rule(k, w, d, s):
        s["m"] = beta1 * s["m"] + (1 - beta1) * d
        s["v"] = beta2 * s["v"] + (1 - beta2) * d * d
        P = math.prod(mu[1 : k + 1])
        M = mu[k + 1] * s["m"] / (1 - P * mu[k + 1]) + (1 - mu[k]) * d / (1 - P)
        return w - alpha * M / (math.sqrt(s["v"] / (1 - beta2**k)) + eps)

    return loop(g, w, max_its, rule, {"m": 0.0, "v": 0.0})


def lion(g, alpha, beta1, beta2, max_its, w):
    def rule(k, w, d, s):
        c = beta1 * s["m"] + (1 - beta1) * d
        s["m"] = beta2 * s["m"] + (1 - beta2) * d
        return w - math.copysign(alpha, c) if c else w

    return loop(g, w, max_its, rule, {"m": 0.0})


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    def rule(k, w, d, s):
        s["m"] = beta1 * s["m"] + (1 - beta1) * d
        s["u"] = max(beta2 * s["u"], abs(d))
        return w - alpha / (1 - beta1**k) * s["m"] / (s["u"] + eps)

    return loop(g, w, max_its, rule, {"m": 0.0, "u": 0.0})
