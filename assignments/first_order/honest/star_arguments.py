# Style: *args and **kwargs: one runner for all methods, and asked functions that pass on what they are given. float32.

# %%
import jax
import jax.numpy as jnp
import numpy as np

RULES = {}


def rule(f):
    RULES[f.__name__] = f
    return f


def run(name, g, max_its, w, *constants, **more):
    weights, costs, state = [w], [g(w)], None
    for k in range(1, max_its + 1):
        w, state = RULES[name](k, w, jax.grad(g)(w), state, *constants, **more)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


@rule
def descent(k, w, d, state, alpha):
    return w - (1 / k if alpha == "diminishing" else alpha) * d, state


@rule
def averaged(k, w, d, h, alpha, beta):
    h = beta * (0 if h is None else h) - (1 - beta) * d
    return w + alpha * h, h


@rule
def normal(k, w, d, state, alpha, eps):
    return w - alpha * d / (jnp.abs(d) + eps), state


@rule
def moments(k, w, d, state, alpha, beta1, beta2, eps):
    m, v = state or (0, 0)
    m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
    return w - alpha * m / (1 - beta1**k) / (jnp.sqrt(v / (1 - beta2**k)) + eps), (m, v)


# %%
def gradient_descent(*args):
    g, alpha, max_its, w = args
    return run("descent", g, max_its, w, alpha)


def momentum(g, *args):
    alpha, beta, max_its, w = args
    return run("averaged", g, max_its, w, alpha, beta)


def normalized_gradient_descent(g, alpha, max_its, w, **options):
    return run("normal", g, max_its, w, alpha, options.get("eps", 1e-8))


def adam(g, *, max_its, w, **constants):
    return run("moments", g, max_its, w, **constants)


def multi_start(*args, **kwargs):
    *others, starts = args + tuple(kwargs.values())
    ends = [[history[-1] for history in gradient_descent(*others, w)] for w in starts]
    return min(ends, key=lambda end: end[-1])


def coordinate_descent(*abC, **loop):
    a, b, C, max_its, w = *abC, *loop.values()
    g = lambda w: a + b @ w + w @ C @ w
    weights, costs = [w], [g(w)]
    for n in [*range(len(w))] * max_its:
        w = jnp.array([-(b[n] / 2 + C[n] @ w - C[n, n] * w[n]) / C[n, n] if i == n else w[i] for i in range(len(w))])
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %%
def stationary_points(g, *interval, cells=1700, halvings=30):
    low, high = interval
    d = [g, jax.grad(g), jax.grad(jax.grad(g))]
    x = np.linspace(low, high, cells)
    found = []
    for order in (1, 2):
        f = jax.jit(jax.vmap(d[order]))
        up = np.asarray(f(x)) > 0
        i = np.flatnonzero(up[1:] != up[:-1])
        ends = [x[i], x[i + 1]]
        for _ in range(halvings):
            middle = sum(ends) / 2
            same = (np.asarray(f(middle)) > 0) == up[i]
            ends = [np.where(same, middle, ends[0]), np.where(same, ends[1], middle)]
        found += [v for v in ends[0].tolist() if abs(d[1](v)) < 1e-5 and all(abs(v - u) > 0.01 for u in found)]
    return found


def classify(*args):
    g, v = args
    if jnp.ndim(v) == 0:
        left, right = (jax.grad(g)(v + h) > 0 for h in (-0.01, 0.01))
        return "saddle" if left == right else "minimum" if right else "maximum"
    low, *_, high = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    return "minimum" if low > 0 else "maximum" if high < 0 else "saddle"


def quartic_minimizer(*nothing, **nothing_either):
    bracket = [-2.0, -1.0]
    for _ in range(50):
        middle = sum(bracket) / 2
        bracket[2 * middle**3 + middle + 5 > 0] = middle
    return bracket[0]


def gradient(*w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)(*w)


# %%
right = ["cd_without_derivatives", "cd_one_direction", "perpendicular_to_contour"]
wrong = [
    "diminishing_unnecessary",
    "stationary_means_minimum",
    "descent_every_step",
    "small_step_cures_zigzag",
    "jax_differentiates_numpy",
]
answers = {**dict.fromkeys(right, True), **dict.fromkeys(wrong, False)}
