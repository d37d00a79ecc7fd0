import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single swapped_signs: minimum and maximum are exchanged for N = 1
def classify(g, v):
    if np.ndim(v) == 0:
        dg = jax.grad(g)
        l, r = dg(v - 1e-3), dg(v + 1e-3)
        if l > 0 and r < 0:
            return "minimum"
        if l < 0 and r > 0:
            return "maximum"
        return "saddle"
    e = np.linalg.eigvalsh(jax.hessian(g)(v))
    if (e > 0).all():
        return "minimum"
    return "maximum" if (e < 0).all() else "saddle"

# %% single second_derivative_alone: for N = 1 the sign of g'' decides, so that w^4 is called a saddle
def classify(g, v):
    if np.ndim(v) == 0:
        h = jax.grad(jax.grad(g))(v)
        if h > 1e-8:
            return "minimum"
        elif h < -1e-8:
            return "maximum"
        else:
            return "saddle"
    ev = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    if jnp.all(ev > 0):
        return "minimum"
    elif jnp.all(ev < 0):
        return "maximum"
    return "saddle"

# %% single any_positive: a Hessian with any positive eigenvalue counts as a minimum
def classify(g, v):
    v = jnp.asarray(v)
    if v.ndim == 0:
        left, right = jax.grad(g)(v - 0.01), jax.grad(g)(v + 0.01)
        if left < 0 and right > 0:
            return "minimum"
        return "maximum" if left > 0 and right < 0 else "saddle"
    eigenvalues = jnp.linalg.eigvalsh(jax.hessian(g)(v))
    if jnp.any(eigenvalues > 0):
        return "minimum"
    if jnp.all(eigenvalues < 0):
        return "maximum"
    return "saddle"

# %% single diagonal_of_hessian: the diagonal of the Hessian decides in place of its eigenvalues
def classify(g, v):
    if np.shape(v) == ():
        s = [float(jax.grad(g)(v + h)) for h in (-0.01, 0.01)]
        if s[0] < 0 < s[1]:
            return "minimum"
        if s[0] > 0 > s[1]:
            return "maximum"
        return "saddle"
    d = np.diag(jax.hessian(g)(v))
    if np.all(d > 0):
        return "minimum"
    if np.all(d < 0):
        return "maximum"
    return "saddle"

# %% single determinant: the determinant alone tells a saddle and a positive one is always a minimum, so maxima are called minima
def classify(g, v):
    if np.ndim(v) == 0:
        f = jax.grad(g)
        a, b = f(v - 0.005), f(v + 0.005)
        if a < 0 < b:
            return "minimum"
        return "maximum" if b < 0 < a else "saddle"
    H = jax.hessian(g)(v)
    return "minimum" if np.linalg.det(H) > 0 else "saddle"

# %% whole inflection_point: says "inflection point" where the handout says saddle, for N = 1
def classify(g, v):
    """Return the kind of the stationary point."""
    if jnp.size(v) == 1:
        delta = 0.01
        before = jax.grad(g)(v - delta)
        after = jax.grad(g)(v + delta)
        if before < 0 and after > 0:
            kind = "minimum"
        elif before > 0 and after < 0:
            kind = "maximum"
        else:
            kind = "inflection point"
        return kind
    H = jax.hessian(g)(v)
    lam, _ = np.linalg.eigh(H)
    if lam.min() > 0:
        kind = "minimum"
    elif lam.max() < 0:
        kind = "maximum"
    else:
        kind = "saddle"
    return kind

# %% whole trace_and_g_values: compares values of g for N = 1 (right) and the trace of the Hessian for N > 1 (wrong: never a saddle)
def kind_1d(g, v):
    mid, l, r = g(v), g(v - 0.01), g(v + 0.01)
    if l > mid and r > mid:
        return "minimum"
    if l < mid and r < mid:
        return "maximum"
    return "saddle"

def classify(g, v):
    v = jnp.array(v)
    if v.ndim == 0:
        return kind_1d(g, v)
    hess = jax.jacfwd(jax.grad(g))(v)
    t = hess[0, 0] + hess[1, 1]
    if t > 0:
        return "minimum"
    if t < 0:
        return "maximum"
    return "saddle"

# %% whole gradient_signs: looks at the gradient in all components on both sides, at v itself on the left; two slips
def classify(g, v):
    grad = jax.grad(g)
    left = np.asarray(grad(v))
    right = np.asarray(grad(v + 1e-3))
    # all components go up -> minimum
    if np.all(left <= 0) and np.all(right > 0):
        return "minimum"
    if np.all(left >= 0) and np.all(right < 0):
        return "maximum"
    return "saddle"
