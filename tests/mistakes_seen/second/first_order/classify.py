import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single diagonal_of_hessian: for N > 1 the signs of the Hessian's diagonal entries are looked at instead of its eigenvalues
def classify(g, v):
    v = jnp.asarray(v, dtype=float)
    if v.ndim == 0:
        before = jax.grad(g)(v - 1e-3)
        after = jax.grad(g)(v + 1e-3)
        if before < 0 and after > 0:
            return "minimum"
        if before > 0 and after < 0:
            return "maximum"
        return "saddle"
    H = jax.hessian(g)(v)
    second = [H[n, n] for n in range(v.shape[0])]
    if all(s > 0 for s in second):
        return "minimum"
    if all(s < 0 for s in second):
        return "maximum"
    return "saddle"


# %% single slopes_compared_with_each_other: for N = 1 it asks whether the slope on the right is larger than the slope on the left, not what sign each has, so that most saddles become a minimum or a maximum
def classify(g, v):
    h = 0.01
    if np.ndim(v) == 0:
        slope = jax.grad(g)
        left, right = float(slope(v - h)), float(slope(v + h))
        if right > left:
            return "minimum"
        elif right < left:
            return "maximum"
        return "saddle"

    lam = np.linalg.eigvalsh(np.array(jax.hessian(g)(v)))
    if lam.min() > 0:
        return "minimum"
    return "maximum" if lam.max() < 0 else "saddle"


# %% single any_positive_eigenvalue: for N > 1 one positive eigenvalue is enough for a minimum (any instead of all), so that saddles are called minima
def classify(g, v):
    def kind(is_min, is_max):
        return "minimum" if is_min else "maximum" if is_max else "saddle"

    if np.size(v) == 1 and np.ndim(v) == 0:
        a, b = (jax.grad(g)(v + s * 0.005) for s in (-1, 1))
        return kind(a < 0 < b, b < 0 < a)
    eig = jnp.linalg.eigvalsh(jax.hessian(g)(jnp.array(v)))
    return kind(bool((eig > 0).any()), bool((eig < 0).all()))


# %% whole second_derivative_and_determinant: N = 1 is decided by g'' alone (0 gives a saddle, so a flat minimum is called a saddle); N > 1 by the determinant alone, positive is a minimum and negative a saddle, so maxima of two variables are called minima
def classify(g, v):
    v = jnp.array(v)
    H = jnp.atleast_2d(jax.hessian(g)(v))
    if H.shape[0] == 1:
        c = H[0, 0]
        if abs(c) < 1e-6:
            return "saddle"
        return "minimum" if c > 0 else "maximum"
    det = jnp.linalg.det(H)
    if det > 0:
        return "minimum"
    elif det < 0:
        return "saddle"
    return "maximum"


# %% whole costs_one_unit_along_the_axes: compares the cost at v with the cost at distance 1 along each axis (too far away, and slanted directions are never looked at) instead of slopes and eigenvalues
def classify(g, v):
    centre = g(v)
    x = np.atleast_1d(np.array(v, dtype=float))
    around = []
    for n in range(len(x)):
        for step in (-1.0, 1.0):
            y = x.copy()
            y[n] += step
            around.append(g(y if np.ndim(v) else y[0]))
    higher = [c > centre for c in around]
    if all(higher):
        return "minimum"
    if not any(higher):
        return "maximum"
    return "saddle"
