# Style: NumPy in float64 wherever possible; the ripple's gradient derived on paper, histories as NumPy arrays.

# %%
import numpy as np
import jax

jax.config.update("jax_enable_x64", True)


# %%
def num_grad(g):
    """jax.grad with NumPy going in and coming out."""
    return lambda w: np.asarray(jax.grad(g)(w), dtype=np.float64)


def stationary_points(g, low, high):
    x = np.linspace(low, high, 5000)  # an even number, so that 0 is no grid point of a symmetric interval
    d1 = jax.jit(jax.vmap(jax.grad(g)))
    d2 = jax.jit(jax.vmap(jax.grad(jax.grad(g))))

    def crossings(f):
        y = np.array(f(x))
        i = np.where(np.sign(y[:-1]) != np.sign(y[1:]))[0]
        a, b = x[i].copy(), x[i + 1].copy()
        for _ in range(50):
            m = 0.5 * (a + b)
            go_right = np.sign(f(m)) == np.sign(f(a))
            a[go_right] = m[go_right]
            b[~go_right] = m[~go_right]
        return 0.5 * (a + b)

    slopes = np.max(np.abs(d1(x)))
    touching = [r for r in crossings(d2) if abs(float(jax.grad(g)(float(r)))) < 1e-9 * slopes]
    every = np.sort(np.append(crossings(d1), touching))
    return every[np.append(True, np.diff(every) > 0.01)] if every.size else every


def classify(g, v):
    if np.ndim(v) == 0:
        s = np.sign([jax.grad(g)(float(v) + h) for h in (-0.005, 0.005)])
        return "saddle" if s[0] == s[1] else ("minimum" if s[1] > 0 else "maximum")
    ev = np.linalg.eigvals(np.asarray(jax.hessian(g)(v))).real
    return "minimum" if np.all(ev > 0) else "maximum" if np.all(ev < 0) else "saddle"


def quartic_minimizer():
    roots = np.roots([2, 0, 1, 5])
    return roots[np.isreal(roots)][0]  # complex, with imaginary part 0


def coordinate_descent(a, b, C, max_its, w):
    N = w.size
    W = np.zeros((1 + N * max_its, N))
    W[0] = w
    for row in range(1, len(W)):
        n = (row - 1) % N
        W[row] = W[row - 1]
        W[row, n] -= (b[n] + 2 * C[n] @ W[row - 1]) / (2 * C[n, n])  # a Newton step along one coordinate is exact
    return W, a + W @ b + np.einsum("ki,ij,kj->k", W, C, W)


# %% by hand, with the chain rule:  g = 2^s tanh(u),  u = w1^4 t,  t = tanh(r)
def gradient(w):
    w0, w1 = w
    s = np.sin(0.1 * w0**2 + 0.5 * w1**2)
    c = np.cos(0.1 * w0**2 + 0.5 * w1**2)
    r = w0 + np.sin(0.2 * w1**2)
    t = np.tanh(r)
    u = w1**4 * t
    height, bump = 2**s, np.tanh(u)
    dheight = height * np.log(2) * c * np.array([0.2 * w0, w1])
    dt = (1 - t**2) * np.array([1.0, 0.4 * w1 * np.cos(0.2 * w1**2)])
    du = w1**4 * dt + np.array([0.0, 4 * w1**3 * t])
    return dheight * bump + height * (1 - bump**2) * du


# %%
def gradient_descent(g, alpha, max_its, w):
    w0 = np.asarray(w, dtype=float)
    W = np.empty((max_its + 1,) + w0.shape)
    cost = np.empty(max_its + 1)
    W[0], cost[0] = w0, g(w0)
    dg = num_grad(g)
    for k in range(1, max_its + 1):
        W[k] = W[k - 1] - (1.0 / k if alpha == "diminishing" else alpha) * dg(W[k - 1])
        cost[k] = g(W[k])
    return W, cost


def multi_start(g, alpha, max_its, starts):
    finals = np.array([gradient_descent(g, alpha, max_its, s)[0][-1] for s in starts])
    costs = np.array([float(g(f)) for f in finals])
    return finals[np.argmin(costs)], costs.min()


def momentum(g, alpha, beta, max_its, w):
    w0 = np.asarray(w, dtype=float)
    W = np.empty((max_its + 1,) + w0.shape)
    H = np.zeros_like(W)
    W[0] = w0
    dg = num_grad(g)
    for k in range(1, max_its + 1):
        H[k] = beta * H[k - 1] - (1 - beta) * dg(W[k - 1])
        W[k] = W[k - 1] + alpha * H[k]
    return W, np.array([g(x) for x in W])


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    w0 = np.asarray(w, dtype=float)
    W = np.empty((max_its + 1,) + w0.shape)
    W[0] = w0
    dg = num_grad(g)
    for k in range(1, max_its + 1):
        d = dg(W[k - 1])
        W[k] = W[k - 1] - alpha * d / (np.sqrt(d * d) + eps)
    return W, np.array([g(x) for x in W])


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w0 = np.asarray(w, dtype=float)
    W = np.empty((max_its + 1,) + w0.shape)
    M, V = np.zeros_like(W), np.zeros_like(W)
    W[0] = w0
    dg = num_grad(g)
    for k in range(1, max_its + 1):
        d = dg(W[k - 1])
        M[k] = beta1 * M[k - 1] + (1 - beta1) * d
        V[k] = beta2 * V[k - 1] + (1 - beta2) * d**2
        W[k] = W[k - 1] - alpha * M[k] / (1 - beta1**k) / (np.sqrt(V[k] / (1 - beta2**k)) + eps)
    return W, np.array([g(x) for x in W])


# %%
names = [
    "cd_without_derivatives",
    "cd_one_direction",
    "diminishing_unnecessary",
    "stationary_means_minimum",
    "descent_every_step",
    "perpendicular_to_contour",
    "small_step_cures_zigzag",
    "jax_differentiates_numpy",
]
answers = dict(zip(names, np.array([1, 1, 0, 0, 0, 1, 0, 0], dtype=bool)))
