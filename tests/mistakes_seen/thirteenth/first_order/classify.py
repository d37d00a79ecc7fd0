import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single one_positive_eigenvalue_is_enough: a point is called a minimum as soon as any eigenvalue of the Hessian is positive, so saddles are called minima
def classify(g, v):
    if np.ndim(v) == 0:
        dg = jax.grad(g)
        before = dg(v - 0.01)
        after = dg(v + 0.01)
        if before < 0 and after > 0:
            return "minimum"
        elif before > 0 and after < 0:
            return "maximum"
        return "saddle"
    lambdas = np.linalg.eigvalsh(np.array(jax.hessian(g)(v)))
    if (lambdas > 0).any():
        return "minimum"
    elif (lambdas < 0).all():
        return "maximum"
    return "saddle"


# %% whole calculus_two_rules: in one dimension g'' alone decides and zero means saddle, and for N > 1 the rule with the determinant and H[0, 0] is used for any N
def one_dimensional(g, v):
    curvature = float(jax.grad(jax.grad(g))(v))
    if abs(curvature) < 1e-6:
        return "saddle"          # neither up nor down
    return "minimum" if curvature > 0 else "maximum"


def many_dimensional(g, v):
    # second partials test: D = det H
    H = np.array(jax.hessian(g)(v))
    D = np.linalg.det(H)
    if D < 0:
        return "saddle"
    if H[0, 0] > 0:
        return "minimum"
    return "maximum"


def classify(g, v):
    if np.size(v) == 1 and np.ndim(v) == 0:
        return one_dimensional(g, v)
    return many_dimensional(g, v)
