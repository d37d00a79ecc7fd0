# %% single probes_a_half_to_each_side: The sign of g' is looked at half a unit away from v, beyond other stationary points, instead of just beside v.
import jax
import jax.numpy as jnp


def classify(g, v):
    if jnp.ndim(v) == 0:
        h = 0.5
        before = jax.grad(g)(v - h)
        after = jax.grad(g)(v + h)
        if before < 0 and after > 0:
            return "minimum"
        elif before > 0 and after < 0:
            return "maximum"
        else:
            return "saddle"
    ev = jnp.linalg.eigvalsh(jax.hessian(g)(jnp.array(v)))
    if ev.min() > 0:
        return "minimum"
    elif ev.max() < 0:
        return "maximum"
    return "saddle"

# %% whole looks_along_the_axes_only: The cost at v is compared with the cost a little way along each coordinate axis, so in several dimensions only the diagonal of the Hessian decides and not its eigenvalues.
import numpy as np


def classify(g, v):
    point = np.atleast_1d(np.asarray(v, dtype=float))
    scalar = np.ndim(v) == 0

    def cost(p):
        return float(g(p[0] if scalar else p))

    here = cost(point)
    higher, lower = 0, 0
    for axis in range(point.size):
        for step in (0.01, -0.01):
            q = point.copy()
            q[axis] += step
            if cost(q) > here:
                higher += 1
            else:
                lower += 1
    if lower == 0:
        return "minimum"
    if higher == 0:
        return "maximum"
    return "saddle"
