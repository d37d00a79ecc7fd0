# Style: Newton's method everywhere: stationary points from many starts at once, then duplicates out; asserts between. x64.

# %%
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
assert jnp.zeros(1).dtype == jnp.float64


# %%
def stationary_points(g, low, high):
    """Newton on g'(v) = 0 from 400 starts. At a zero of higher order it only halves the error, hence 100 steps."""
    assert low < high
    d1, d2 = jax.grad(g), jax.grad(jax.grad(g))

    def newton(v):
        def step(_, v):
            slope, bend = d1(v), d2(v)
            change = jnp.where(bend == 0, 0.0, slope / jnp.where(bend == 0, 1.0, bend))
            return v - jnp.clip(change, -0.5, 0.5)

        return jax.lax.fori_loop(0, 100, step, v)

    ends = jax.jit(jax.vmap(newton))(jnp.linspace(low, high, 401)[:-1] + (high - low) / 800)
    slopes = jax.vmap(d1)(ends)
    good = (jnp.abs(slopes) < 1e-10) & (ends >= low) & (ends <= high)
    points = []
    for v in np.sort(np.asarray(ends[good])):
        if not points or v - points[-1] > 0.02:
            points.append(v)
    return points


def classify(g, v):
    if np.ndim(v) == 0:
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        kind = "minimum" if left < 0 < right else "maximum" if left > 0 > right else "saddle"
    else:
        H = jax.hessian(g)(v)
        assert jnp.allclose(H, H.T)
        e = jnp.linalg.eigvalsh(H)
        kind = "minimum" if e[0] > 0 else "maximum" if e[-1] < 0 else "saddle"
    assert kind in {"minimum", "maximum", "saddle"}
    return kind


def quartic_minimizer():
    p = np.polynomial.Polynomial([5, 1, 0, 2])
    w = -1.0
    for _ in range(50):
        w = w - p(w) / p.deriv()(w)
    assert abs(p(w)) < 1e-12
    return w


def coordinate_descent(a, b, C, max_its, w):
    assert np.allclose(C, C.T) and (np.diag(C) > 0).all()

    def g(w):
        return a + b @ w + w @ C @ w

    def along(n, w):
        """g as a function of the n-th coordinate alone."""
        return lambda x: g(jnp.asarray(w).at[n].set(x))

    W, G = [np.array(w)], [float(g(w))]
    for _ in range(max_its):
        for n in range(len(w)):
            f = along(n, W[-1])
            x = W[-1][n]
            new = W[-1].copy()
            new[n] = x - jax.grad(f)(x) / jax.grad(jax.grad(f))(x)  # one step: f is a parabola
            W.append(new)
            G.append(float(g(new)))
    assert len(W) == len(G) == 1 + max_its * len(w)
    return W, G


def gradient(w):
    assert len(w) == 2

    def g(w0, w1):
        return 2 ** jnp.sin(0.1 * w0**2 + 0.5 * w1**2) * jnp.tanh(w1**4 * jnp.tanh(w0 + jnp.sin(0.2 * w1**2)))

    return jnp.array([jax.grad(g, n)(*w) for n in (0, 1)])


# %%
def gradient_descent(g, alpha, max_its, w):
    W, G = [w], [g(w)]
    for k in range(1, max_its + 1):
        W.append(W[-1] - jax.grad(g)(W[-1]) * ({"diminishing": 1 / k}[alpha] if isinstance(alpha, str) else alpha))
        G.append(g(W[-1]))
    assert len(W) == max_its + 1
    return W, G


def multi_start(g, alpha, max_its, starts):
    ends = [gradient_descent(g, alpha, max_its, w) for w in starts]
    costs = [float(G[-1]) for _, G in ends]
    best = costs.index(min(costs))
    assert costs[best] == min(costs)
    return ends[best][0][-1], costs[best]


def momentum(g, alpha, beta, max_its, w):
    assert 0 <= beta < 1
    W, G, h = [w], [g(w)], 0 * w
    for _ in range(max_its):
        h = beta * h - (1 - beta) * jax.grad(g)(w)
        w = w + alpha * h
        W.append(w)
        G.append(g(w))
    return W, G


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    assert eps > 0
    W, G = [w], [g(w)]
    for _ in range(max_its):
        d = jax.grad(g)(w)
        w = w - alpha * d / (jnp.abs(d) + eps)
        W.append(w)
        G.append(g(w))
    return W, G


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    W, G, m, v = [w], [g(w)], 0 * w, 0 * w
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        assert np.all(v >= 0)
        w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        W.append(w)
        G.append(g(w))
    return W, G


# %% my own tests
assert abs(quartic_minimizer() + 1.2347728) < 1e-6
assert len(stationary_points(lambda w: jnp.sin(2 * w), -3.0, 3.0)) == 4
assert classify(lambda w: w**3, 0.0) == "saddle"

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
assert len(answers) == 8
