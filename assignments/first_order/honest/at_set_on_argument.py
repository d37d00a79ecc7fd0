# Style: `w = w.at[i].set(...)` on whatever comes in; this raises on NumPy arrays, and works with JAX arrays.

# %%
import jax
import jax.numpy as jnp


# %%
def stationary_points(g, low, high):
    grid = jnp.linspace(low, high, 2500)
    result = []
    for order, f in [(1, jax.grad(g)), (2, jax.grad(jax.grad(g)))]:
        f = jax.jit(jax.vmap(f))
        y = f(grid)
        y = y.at[y == 0].set(1e-30)
        idx = jnp.nonzero(y[1:] * y[:-1] < 0)[0]
        box = jnp.stack([grid[idx], grid[idx + 1]])
        for _ in range(30):
            mid = box.mean(0)
            right = f(mid) * y[idx] > 0
            box = box.at[0].set(jnp.where(right, mid, box[0])).at[1].set(jnp.where(right, box[1], mid))
        result += [(order, v) for v in box.mean(0).tolist()]
    points = [v for order, v in result if order == 1]
    for order, v in result:
        if order == 2 and abs(jax.grad(g)(v)) < 1e-5 and all(abs(v - p) > 0.01 for p in points):
            points.append(v)
    return jnp.array(points)


def classify(g, v):
    if isinstance(v, float):
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        return "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    n = len(v)
    H = jnp.zeros((n, n))
    for i in range(n):
        e = v.at[:].set(0.0).at[i].set(1.0)  # the i-th unit vector
        H = H.at[i].set(jax.jvp(jax.grad(g), (v,), (e,))[1])
    e = jnp.linalg.eigvalsh(H)
    return "minimum" if e[0] > 0 else "maximum" if e[n - 1] < 0 else "saddle"


def quartic_minimizer():
    a = jnp.array([-2.0, -1.0])
    for _ in range(30):
        c = a.mean()
        a = a.at[0 if 2 * c**3 + c + 5 < 0 else 1].set(c)
    return a[0]


# %%
def coordinate_descent(a, b, C, max_its, w):
    def g(w):
        return a + b @ w + w @ C @ w

    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        for n in range(w.shape[0]):
            w = w.at[n].set(0.0)
            w = w.at[n].set(-(0.5 * b[n] + C[n] @ w) / C[n, n])
            weight_history.append(w)
            cost_history.append(g(w))
    return weight_history, cost_history


def gradient(w):
    def g(x, y):
        return 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2) * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))

    dx, dy = jax.grad(g, argnums=(0, 1))(w[0], w[1])
    return w.at[0].set(dx).at[1].set(dy)


# %%
def descend(g, w, max_its, direction, state):
    """w^k = w^{k-1} + direction, for numbers as for vectors."""
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        step, state = direction(k, jax.grad(g)(w), state)
        w = w + step if isinstance(w, float) or w.ndim == 0 else w.at[:].add(step)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


def gradient_descent(g, alpha, max_its, w):
    return descend(g, w, max_its, lambda k, d, _: (-d / k if alpha == "diminishing" else -alpha * d, None), None)


def multi_start(g, alpha, max_its, starts):
    ends = starts
    for s in range(len(starts)):
        ends = ends.at[s].set(gradient_descent(g, alpha, max_its, starts[s])[0][-1])
    costs = jnp.stack([g(e) for e in ends])
    return ends[costs.argmin()], costs[costs.argmin()]


def momentum(g, alpha, beta, max_its, w):
    def direction(k, d, h):
        h = beta * h - (1 - beta) * d
        return alpha * h, h

    return descend(g, w, max_its, direction, 0.0)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    return descend(g, w, max_its, lambda k, d, _: (-alpha * d / (jnp.sqrt(d**2) + eps), None), None)


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    def direction(k, d, state):
        m, v = state
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        return -alpha * m / (1 - beta1**k) / (jnp.sqrt(v / (1 - beta2**k)) + eps), (m, v)

    return descend(g, w, max_its, direction, (0.0, 0.0))


# %%
answers = {
    "cd_without_derivatives": True,
    "cd_one_direction": True,
    "diminishing_unnecessary": False,
    "stationary_means_minimum": False,
    "descent_every_step": False,
    "perpendicular_to_contour": True,
    "small_step_cures_zigzag": False,
    "jax_differentiates_numpy": False,
}
