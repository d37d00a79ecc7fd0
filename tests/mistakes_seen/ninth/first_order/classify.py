import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single flat_curvature_called_saddle: for N = 1 the second derivative decides, and where it is zero the point is always called a saddle
def classify(g, v):
    if np.ndim(v) == 0:
        curvature = jax.grad(jax.grad(g))(v)
        if curvature > 1e-6:
            return "minimum"
        elif curvature < -1e-6:
            return "maximum"
        return "saddle"
    lam = np.linalg.eigvalsh(np.array(jax.hessian(g)(v)))
    if lam.min() > 0:
        return "minimum"
    if lam.max() < 0:
        return "maximum"
    return "saddle"

# %% whole diagonal_taken_for_eigenvalues: only the diagonal of the Hessian is looked at, as if the second partial derivatives were its eigenvalues
def kind_on_line(dg, v, h=1e-3):
    before = float(dg(v - h))
    after = float(dg(v + h))
    if before * after > 0:
        return "saddle"
    if before < 0:
        return "minimum"
    return "maximum"


def kind_in_space(g, v):
    n = len(v)
    H = jax.jacfwd(jax.grad(g))(jnp.asarray(v))
    ups = 0
    downs = 0
    for i in range(n):
        # second derivative in direction i
        if H[i, i] > 0:
            ups += 1
        else:
            downs += 1
    if ups == n:
        return "minimum"
    if downs == n:
        return "maximum"
    return "saddle"


def classify(g, v):
    if np.shape(v) == ():
        return kind_on_line(jax.grad(g), v)
    return kind_in_space(g, v)
