# Style: NumPy arrays changed in place (w -= ..., w[n] = ...), a copy into the history each time; x64 for the gradient.

# %%
import numpy as np
import jax

jax.config.update("jax_enable_x64", True)


# %%
def stationary_points(g, low, high):
    x = np.linspace(low, high, 4000)
    df = jax.jit(jax.vmap(jax.grad(g)))
    ddf = jax.jit(jax.vmap(jax.grad(jax.grad(g))))
    out = np.zeros(0)
    for f, must_check in ((df, False), (ddf, True)):
        y = np.array(f(x))
        y[y == 0] = 1e-300
        k = np.nonzero(y[:-1] * y[1:] < 0)[0]
        lo, hi = x[k], x[k + 1]  # fancy indexing copies
        for _ in range(55):
            mid = (lo + hi) / 2
            s = np.array(f(mid)) * y[k] > 0
            lo[s] = mid[s]
            hi[~s] = mid[~s]
        if must_check:
            lo = lo[np.abs(np.array(df(lo))) < 1e-8]
        out = np.concatenate((out, lo))
    out.sort()
    if len(out) > 1:
        out = np.delete(out, 1 + np.where(np.diff(out) < 0.01)[0])
    return out


def classify(g, v):
    if np.isscalar(v):
        a = np.empty(2)
        a[0] = jax.grad(g)(v - 0.01)
        a[1] = jax.grad(g)(v + 0.01)
        np.sign(a, out=a)
        if a[0] == a[1]:
            return "SADDLE"
        return "MIN" if a[1] > 0 else "MAX"
    H = np.array(jax.hessian(g)(v))
    H += H.T
    e = np.linalg.eigvalsh(H)
    return "MIN" if e[0] > 0 else "MAX" if e[-1] < 0 else "SADDLE"


def quartic_minimizer():
    w = np.array(-1.0)
    for _ in range(30):
        w -= (2 * w**3 + w + 5) / (6 * w**2 + 1)
    return w


# %%
def coordinate_descent(a, b, C, max_its, w):
    weight_history = [w.copy()]
    cost_history = [a + b.dot(w) + w.dot(C).dot(w)]
    for _ in range(max_its):
        for n in range(w.size):
            w[n] = 0  # then C[n] @ w is the part of the others
            w[n] = -(b[n] / 2 + C[n].dot(w)) / C[n, n]
            weight_history.append(w.copy())
            cost_history.append(a + b.dot(w) + w.dot(C).dot(w))
    return weight_history, cost_history


def gradient(w):
    import jax.numpy as jnp

    d = np.zeros(2)
    d[:] = jax.grad(
        lambda w: 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    )(w)
    return d


# %%
def gradient_descent(g, alpha, max_its, w):
    w = np.array(w, dtype=float)
    weight_history = np.zeros((max_its + 1,) + w.shape)
    cost_history = np.zeros(max_its + 1)
    weight_history[0] = w
    cost_history[0] = g(w)
    for k in range(1, max_its + 1):
        a = 1 / k if alpha == "diminishing" else alpha
        w -= a * np.array(jax.grad(g)(w))
        weight_history[k] = w
        cost_history[k] = g(w)
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    costs = np.zeros(len(starts))
    for s in range(len(starts)):
        weights, c = gradient_descent(g, alpha, max_its, starts[s])
        starts[s] = weights[-1]  # the argument is ours to change
        costs[s] = c[-1]
    i = costs.argmin()
    return starts[i], costs[i]


def momentum(g, alpha, beta, max_its, w):
    w = np.array(w, dtype=float)
    h = np.zeros(w.shape)
    weight_history = [w.copy()]
    cost_history = [float(g(w))]
    for _ in range(max_its):
        h *= beta
        h -= (1 - beta) * np.array(jax.grad(g)(w))
        w += alpha * h
        weight_history += [w.copy()]
        cost_history += [float(g(w))]
    return weight_history, cost_history


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w = np.array(w, dtype=float)
    weight_history = [w.copy()]
    cost_history = [float(g(w))]
    for _ in range(max_its):
        d = np.array(jax.grad(g)(w))
        d /= np.sqrt(d**2) + eps
        d *= alpha
        w -= d
        weight_history += [w.copy()]
        cost_history += [float(g(w))]
    return weight_history, cost_history


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = np.array(w, dtype=float)
    m, v = np.zeros(w.shape), np.zeros(w.shape)
    weight_history = [w.copy()]
    cost_history = [float(g(w))]
    for k in range(1, max_its + 1):
        d = np.array(jax.grad(g)(w))
        m *= beta1
        m += (1 - beta1) * d
        v *= beta2
        v += (1 - beta2) * d**2
        w -= alpha * (m / (1 - beta1**k)) / (np.sqrt(v / (1 - beta2**k)) + eps)
        weight_history += [w.copy()]
        cost_history += [float(g(w))]
    return weight_history, cost_history


# %%
answers = {
    "cd_without_derivatives": np.True_,
    "cd_one_direction": np.True_,
    "diminishing_unnecessary": np.False_,
    "stationary_means_minimum": np.False_,
    "descent_every_step": np.False_,
    "perpendicular_to_contour": np.True_,
    "small_step_cures_zigzag": np.False_,
    "jax_differentiates_numpy": np.False_,
}
