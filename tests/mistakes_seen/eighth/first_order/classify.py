import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single any_positive: for N > 1 it says minimum when any eigenvalue of the Hessian is positive, not all of them, so saddles are called minima
def classify(g, v):
    v = jnp.asarray(v)
    if v.ndim == 0:
        slope = jax.grad(g)
        left, right = slope(v - 0.01), slope(v + 0.01)
        if left < 0 < right:
            return "minimum"
        return "maximum" if left > 0 > right else "saddle"
    eigenvalues = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    if jnp.any(eigenvalues > 0):
        return "minimum"
    return "maximum" if jnp.all(eigenvalues < 0) else "saddle"

# %% whole minors_all_negative: for N > 1 it uses the leading principal minors and wants all of them negative for a maximum, where they have to alternate in sign beginning with negative, so maxima are called saddles
def leading_minors(H):
    minors = []
    for size in range(1, H.shape[0] + 1):
        minors.append(float(np.linalg.det(H[:size, :size])))
    return minors


def kind_on_the_line(g, v, h=1e-2):
    dg = jax.grad(g)
    signs = (np.sign(float(dg(v - h))), np.sign(float(dg(v + h))))
    table = {(-1.0, 1.0): "minimum", (1.0, -1.0): "maximum"}
    return table.get(signs, "saddle")


def classify(g, v):
    if np.ndim(v) == 0:
        return kind_on_the_line(g, v)
    # criterion with the determinants of the upper left blocks
    H = np.array(jax.hessian(g)(jnp.array(v, dtype=float)))
    minors = leading_minors(H)
    if all(d > 0 for d in minors):
        return "minimum"
    if all(d < 0 for d in minors):
        return "maximum"
    return "saddle"
