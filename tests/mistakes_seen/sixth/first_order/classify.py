import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single by_the_determinant: for N > 1 the rule of two variables is used (determinant negative: a saddle, otherwise the sign of the first diagonal entry), which is wrong for N = 3
def classify(g, v):
    if np.ndim(v) == 0:
        slope = jax.grad(g)
        before, after = slope(v - 1e-2), slope(v + 1e-2)
        if before < 0 and after > 0:
            return "minimum"
        if before > 0 and after < 0:
            return "maximum"
        return "saddle"
    H = jax.hessian(g)(jnp.asarray(v))
    if jnp.linalg.det(H) < 0:
        return "saddle"
    return "minimum" if H[0, 0] > 0 else "maximum"


# %% whole one_dimension_by_curvature: a number is treated as a 1 x 1 Hessian, so in one dimension g'' alone decides, and where g'' is 0 it says saddle without a look at g' on both sides
def spectrum(g, v):
    H = np.asarray(jax.hessian(g)(jnp.asarray(v, dtype=float)))
    return np.linalg.eigvalsh(np.atleast_2d(H))


def classify(g, v):
    lams = spectrum(g, v)
    ups = sum(lam > 1e-6 for lam in lams)
    downs = sum(lam < -1e-6 for lam in lams)
    kinds = {(len(lams), 0): "minimum", (0, len(lams)): "maximum"}
    return kinds.get((ups, downs), "saddle")
