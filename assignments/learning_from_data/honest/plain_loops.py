# Plain Python: loops over points and coordinates, the math module, lists of floats.
import math


def dot(a, b):
    return sum(float(s) * float(t) for s, t in zip(a, b))


def least_squares(X, y, w):
    loss, gradient = 0.0, [0.0] * len(w)
    for x, target in zip(X, y):
        r = dot(x, w) - float(target)
        loss += r * r / 2
        for j in range(len(w)):
            gradient[j] += r * float(x[j])
    return loss / len(y), [g / len(y) for g in gradient]


def log1pexp(z):
    return z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def logistic(X, y, w):
    loss, gradient = 0.0, [0.0] * len(w)
    for x, label in zip(X, y):
        z = dot(x, w)
        loss += log1pexp(z) - int(label) * z
        for j in range(len(w)):
            gradient[j] += (sigmoid(z) - int(label)) * float(x[j])
    return [loss / len(y), [g / len(y) for g in gradient]]


def hinge(X, y, w, lam):
    loss, gradient = lam / 2 * dot(w, w), [lam * float(c) for c in w]
    for x, label in zip(X, y):
        gap = 1 - int(label) * dot(x, w)
        if gap > 0:
            loss += gap / len(y)
            gradient = [g - int(label) * float(c) / len(y) for g, c in zip(gradient, x)]
    return loss, gradient


def soft_threshold(v, t):
    return [max(x - t, 0.0) - max(-x - t, 0.0) for x in map(float, v)]


def ista(X, y, lam, alpha, max_its, w):
    ws, objectives = [], []
    for k in range(max_its + 1):
        loss, gradient = least_squares(X, y, w)
        ws.append(list(w))
        objectives.append(loss + lam * sum(abs(float(c)) for c in w))
        w = soft_threshold([float(c) - alpha * g for c, g in zip(w, gradient)], alpha * lam)
    return ws, objectives


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses, steps = [], 0
    while True:
        loss, gradient = least_squares(X, y, w)
        losses.append(loss)
        if math.sqrt(dot(gradient, gradient)) <= tol:
            break
        if steps == max_its:
            break
        w = [float(c) - alpha * g for c, g in zip(w, gradient)]
        steps += 1
    return w, losses


def minibatch_descent(X, y, w, batches, alpha):
    ws = [[float(c) for c in w]]
    for batch in batches:
        _, gradient = logistic([X[int(i)] for i in batch], [y[int(i)] for i in batch], ws[-1])
        ws.append([c - alpha * g for c, g in zip(ws[-1], gradient)])
    return ws


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    for key in parameters:
        g = gradients[key]
        m[key] *= beta1
        m[key] += (1 - beta1) * g
        v[key] *= beta2
        v[key] += (1 - beta2) * g**2
        rate = alpha / (1 - beta1**t)
        parameters[key] -= rate * m[key] / ((v[key] / (1 - beta2**t)) ** 0.5 + eps)
    return parameters, m, v


class Optimizer:
    """What all optimizers have in common."""

    def __init__(self, **settings):
        self.settings = settings
        self.memory = {}


class Momentum(Optimizer):
    def __init__(self, alpha, beta):
        super().__init__(alpha=alpha, beta=beta)

    def step(self, w, gradient):
        z = self.memory.get("z", 0 * w)
        self.memory["z"] = z = self.settings["beta"] * z + gradient
        w -= self.settings["alpha"] * z
        return w


def sample_minibatch(X, y, size, rng):
    left, X_batch, y_batch = list(range(len(y))), [], []
    while len(X_batch) < size:
        i = left.pop(int(rng.integers(len(left))))
        X_batch.append(X[i])
        y_batch.append(y[i])
    return X_batch, y_batch


def train(X, y):
    w = [0.0] * len(X[0])
    for _ in range(60):
        _, gradient = logistic(X, y, w)
        w = [c - g for c, g in zip(w, gradient)]
    return w


converges = ["1/L", "1.9/L"]
explanation = "Because most of the points say the same: a few of them are enough for a good direction."
