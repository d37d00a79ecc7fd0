# JAX does the work: losses with jax.numpy, gradients by jax.grad, loops by lax.scan; float32.
import jax
import jax.numpy as jnp


def squares(w, X, y):
    return jnp.mean((X @ w - y) ** 2) / 2


def cross_entropy(w, X, y):
    z = X @ w
    return jnp.mean(jax.nn.softplus(z) - y * z)


def svm(w, X, y, lam):
    return jnp.mean(jax.nn.relu(1 - y * (X @ w))) + lam / 2 * jnp.sum(w**2)


def least_squares(X, y, w):
    return jax.value_and_grad(squares)(w, X, y)


def logistic(X, y, w):
    return jax.value_and_grad(cross_entropy)(w, X, y)


def hinge(X, y, w, lam):
    return jax.value_and_grad(svm)(w, X, y, lam)


def soft_threshold(v, t):
    return jnp.where(v > t, v - t, jnp.where(v < -t, v + t, 0))


def ista(X, y, lam, alpha, max_its, w):
    X, y, w = jnp.asarray(X), jnp.asarray(y), jnp.asarray(w)

    def step(w, _):
        new = soft_threshold(w - alpha * jax.grad(squares)(w, X, y), alpha * lam)
        return new, new

    _, ws = jax.lax.scan(step, w, None, length=max_its)
    ws = jnp.concatenate([w[None], ws])
    return ws, jax.vmap(lambda w: squares(w, X, y) + lam * jnp.abs(w).sum())(ws)


def gradient_descent(X, y, w, alpha, tol, max_its):
    value_and_grad = jax.jit(jax.value_and_grad(squares))
    losses = []
    for k in range(max_its + 1):
        loss, g = value_and_grad(w, X, y)
        losses.append(loss)
        if jnp.linalg.norm(g) <= tol or k == max_its:
            return w, jnp.array(losses)
        w = w - alpha * g


def minibatch_descent(X, y, w, batches, alpha):
    X, y, w = jnp.asarray(X), jnp.asarray(y), jnp.asarray(w)

    def step(w, batch):
        new = w - alpha * jax.grad(cross_entropy)(w, X[batch], y[batch])
        return new, new

    _, ws = jax.lax.scan(step, w, jnp.asarray(batches))
    return jnp.concatenate([w[None], ws])


def adam_step(parameters, gradients, m, v, t, alpha, beta1, beta2, eps):
    m = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, m, gradients)
    v = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, gradients)
    rate = lambda p, m, v: p - alpha * m / (1 - beta1**t) / (jnp.sqrt(v / (1 - beta2**t)) + eps)
    return jax.tree.map(rate, parameters, m, v), m, v


class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        self.z = None

    def step(self, w, gradient):
        self.z = gradient if self.z is None else self.beta * self.z + gradient
        return jnp.asarray(w) - self.alpha * self.z


def sample_minibatch(X, y, size, rng):
    order = jax.random.permutation(jax.random.key(int(rng.integers(2**31))), len(y))[:size]
    return jnp.asarray(X)[order], jnp.asarray(y)[order]


def train(X, y):
    w = jnp.zeros(X.shape[1])
    step = jax.jit(lambda w: w - 0.5 * jax.grad(cross_entropy)(w, X, y))
    for _ in range(200):
        w = step(w)
    return w


converges = ("1.9/L", "1/L")
explanation = "A noisy step is far cheaper, and right on average."
