import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def kind_on_the_line(g, v, h=1e-4):
    """N = 1: the signs of g' to the left and to the right of v."""
    slope = jax.grad(g)
    left, right = float(slope(v - h)), float(slope(v + h))
    if left < 0 < right:
        return "minimum"
    if left > 0 > right:
        return "maximum"
    return "saddle"

# %% single any_for_all: for N > 1 one positive eigenvalue is enough for "minimum" (any instead of all), so saddles are called minima
def classify(g, v):
    if np.ndim(v) == 0:
        return kind_on_the_line(g, v)

    eigenvalues = np.linalg.eigvalsh(np.asarray(jax.hessian(g)(v)))
    if np.any(eigenvalues > 0):
        return "minimum"
    elif np.any(eigenvalues < 0):
        return "maximum"
    else:
        return "saddle"

# %% whole determinant_alone: for N > 1 only the sign of the Hessian's determinant decides, positive meaning minimum; a maximum (two negative eigenvalues) is called a minimum
def classify(g, v):
    v = np.asarray(v, dtype=float)
    if v.ndim == 0 or v.size == 1:
        return kind_on_the_line(g, float(v))

    # second derivative test from calculus
    H = jax.jacfwd(jax.jacrev(g))(v)
    D = float(jnp.linalg.det(H))
    answer = {True: "minimum", False: "saddle"}
    return answer[D > 0]
