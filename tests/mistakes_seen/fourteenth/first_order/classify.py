import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single second_derivative: for N = 1 it decides by the sign of the second derivative, so that a flat minimum or maximum such as that of w^4, where g'' = 0, is called a saddle
def classify(g, v):
    if np.ndim(v) == 0:
        second = jax.grad(jax.grad(g))(v)
        if second > 1e-6:
            return "minimum"
        elif second < -1e-6:
            return "maximum"
        return "saddle"
    eigs = np.linalg.eigvalsh(jax.hessian(g)(v))
    if np.all(eigs > 0):
        return "minimum"
    if np.all(eigs < 0):
        return "maximum"
    return "saddle"


# %% single diagonal_entries: for N > 1 it looks at the signs of the Hessian's diagonal entries in place of its eigenvalues, so that a saddle that comes from the off-diagonal entries is called a minimum or a maximum
def classify(g, v):
    if np.ndim(v) == 0:
        dg = jax.grad(g)
        h = 1e-3
        left = dg(v - h)
        right = dg(v + h)
        if left < 0 and right > 0:
            return "minimum"
        if left > 0 and right < 0:
            return "maximum"
        return "saddle"
    H = jax.hessian(g)(v)
    curvature = jnp.diag(H)
    if jnp.all(curvature > 0):
        return "minimum"
    if jnp.all(curvature < 0):
        return "maximum"
    return "saddle"


# %% single any_eigenvalue: for N > 1 one positive eigenvalue is enough for a minimum (any in place of all), so that every saddle is called a minimum
def classify(g, v):
    if np.ndim(v) == 0:
        d = jax.grad(g)
        before, after = np.sign(d(v - 1e-3)), np.sign(d(v + 1e-3))
        if before < after:
            return "minimum"
        if before > after:
            return "maximum"
        return "saddle"
    lam = np.linalg.eigvalsh(np.array(jax.hessian(g)(v)))
    if (lam > 0).any():
        return "minimum"
    elif (lam < 0).any():
        return "maximum"
    else:
        return "saddle"


# %% whole compares_far_away: compares the cost at v with costs far away in place of looking at slopes and eigenvalues: for N = 1 on a grid of [v - 3, v + 3], so that a minimum or maximum which is only local is called a saddle, and for N > 1 at the corners of a box around v alone, so that a saddle along the axes such as w_0^2 - w_1^2 is called a minimum
def neighbours(v, reach=3.0, points=601):
    if np.ndim(v) == 0:
        # a window around v
        return np.linspace(v - reach, v + reach, points)
    # corners of a box around v
    corners = [[]]
    for _ in range(len(v)):
        corners = [c + [s] for c in corners for s in (-1.0, 1.0)]
    return [v + np.array(c) for c in corners]


def classify(g, v):
    here = float(g(v))
    values = np.array([float(g(x)) for x in neighbours(v)])
    if here <= values.min() + 1e-9:
        return "minimum"       # nothing around is lower
    if here >= values.max() - 1e-9:
        return "maximum"       # nothing is higher
    return "saddle"            # some are lower and some are higher


# %% whole one_side: for N = 1 it looks at the sign of g' on the right of v alone, so that a saddle is called a minimum or a maximum
KINDS = {1: "minimum", -1: "maximum", 0: "saddle"}


def slope_sign(g, x):
    return int(np.sign(float(jax.grad(g)(x))))


def classify(g, v):
    v = jnp.asarray(v, dtype=float)
    step = 1e-4
    if v.ndim == 0:
        # g'(v) = 0, so where the slope goes from here tells the kind
        return KINDS[slope_sign(g, v + step)]

    signs = [int(np.sign(e)) for e in np.linalg.eigvalsh(jax.hessian(g)(v))]
    if len(set(signs)) == 1:
        return KINDS[signs[0]]
    return KINDS[0]
