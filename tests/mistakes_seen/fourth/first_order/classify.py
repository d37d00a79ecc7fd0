import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single second_derivative_alone: for N = 1 it decides by the sign of the second derivative g''(v), with g'' = 0 called a saddle, in place of the sign of g' on both sides of v
def classify(g, v):
    if np.ndim(v) == 0:
        second = float(jax.grad(jax.grad(g))(v))
        if second > 1e-6:
            return "minimum"
        if second < -1e-6:
            return "maximum"
        return "saddle"
    eigenvalues = np.linalg.eigvalsh(np.asarray(jax.hessian(g)(v)))
    if np.all(eigenvalues > 0):
        return "minimum"
    if np.all(eigenvalues < 0):
        return "maximum"
    return "saddle"


# %% single any_positive_eigenvalue: for N > 1 it says "minimum" where any eigenvalue of the Hessian is positive (np.any) in place of all of them (np.all), so that saddles become minima
def classify(g, v):
    if np.ndim(v) == 0:
        h = 1e-3
        left, right = jax.grad(g)(v - h), jax.grad(g)(v + h)
        if left < 0 and right > 0:
            return "minimum"
        if left > 0 and right < 0:
            return "maximum"
        return "saddle"
    eig = np.linalg.eigvalsh(jax.hessian(g)(v))
    if np.any(eig > 0):
        return "minimum"
    elif np.all(eig < 0):
        return "maximum"
    else:
        return "saddle"


# %% whole neighbours_along_axes: for N > 1 it looks at the diagonal of the Hessian alone (the second differences of the cost along the coordinate axes) in place of the eigenvalues of the whole Hessian, so that a saddle between the axes is missed
def bends(g, v, h=1e-2):
    """+1, -1 or 0 for each direction: does the cost go up or down on both sides of v?"""
    here = float(g(v))
    if np.shape(v) == ():
        sides = [(float(g(v - h)), float(g(v + h)))]
    else:
        sides = []
        for j in range(len(v)):
            step = np.zeros(len(v))
            step[j] = h
            sides.append((float(g(v - step)), float(g(v + step))))
    answer = []
    for a, b in sides:
        if a > here and b > here:
            answer.append(1)
        elif a < here and b < here:
            answer.append(-1)
        else:
            answer.append(0)
    return answer


def classify(g, v):
    found = set(bends(g, v))
    if found == {1}:
        return "minimum"
    if found == {-1}:
        return "maximum"
    return "saddle"


# %% whole one_side_and_determinant: two slips: for N = 1 it looks at the sign of g' on the right side of v alone, in place of both sides, so that it never finds a saddle; for N > 1 it decides by the determinant of the Hessian (positive: minimum, negative: saddle) in place of the eigenvalues, so that it never finds a maximum
KINDS = {"up": "min", "down": "max", "mixed": "saddle point"}


def classify(g, v):
    point = jnp.asarray(v, dtype=float)
    if point.ndim == 0:
        slope_after = jax.grad(g)(point + 0.01)
        key = "up" if slope_after > 0 else "down"
    else:
        det = jnp.linalg.det(jax.hessian(g)(point))
        key = "up" if det > 0 else "mixed"
    return KINDS[key]
