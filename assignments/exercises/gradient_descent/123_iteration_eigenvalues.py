"""
# 123. Optimization courses: heavy_ball_eigenvalues(curvature, alpha, beta) -> eigenvalues (complex), rate, oscillates
# Note: parts are real; the driver takes complex numbers apart.
[[question]]
name = "heavy_ball_eigenvalues"
title = "Eigenvalues of the heavy ball"
signature = "heavy_ball_eigenvalues(curvature, alpha, beta)"
driver = "drivers.py:in_parts"
returns = [{ "real parts" = "array" }, { "imaginary parts" = "array" }, { rate = "number" }, { oscillates = "truth" }]
points = 3
  [[question.case]]
  curvature = 1.0
  alpha = 0.5
  beta = 0.6
  [[question.case]]
  curvature = 0.1
  alpha = 0.3
  beta = 0.2
  [[question.case]]
  curvature = 2.0
  alpha = 0.6
  beta = 0.8
  hidden = true
"""
# %% drivers.py
def in_parts(heavy_ball_eigenvalues, curvature, alpha, beta):
    values, rate, oscillates = heavy_ball_eigenvalues(curvature, alpha, beta)
    return np.real(values), np.imag(values), rate, oscillates

# %% solution
def heavy_ball_eigenvalues(curvature, alpha, beta):
    """The eigenvalues of w_k -> w_{k+1} on curvature w^2 / 2, the one of the larger imaginary (then real) part first."""
    ### BEGIN SOLUTION
    trace = 1 + beta - alpha * curvature
    root = np.sqrt(complex(trace**2 - 4 * beta))
    values = np.array([trace + root, trace - root]) / 2
    return values, np.abs(values).max(), bool(trace**2 < 4 * beta)
    ### END SOLUTION

# %% honest
def heavy_ball_eigenvalues(curvature, alpha, beta):
    M = np.array([[1 + beta - alpha * curvature, -beta], [1.0, 0.0]])
    values = sorted(np.linalg.eigvals(M), key=lambda z: (z.imag, z.real), reverse=True)
    return values, max(abs(v) for v in values), abs(values[0].imag) > 0

# %% honest
def heavy_ball_eigenvalues(curvature, alpha, beta):
    import cmath
    b = -(1 + beta - alpha * curvature)
    d = cmath.sqrt(b * b - 4 * beta)
    pair = ((-b + d) / 2, (-b - d) / 2)
    return pair, max(map(abs, pair)), d.imag != 0

# %% wrong: the real parts alone
def heavy_ball_eigenvalues(curvature, alpha, beta):
    trace = 1 + beta - alpha * curvature
    root = np.sqrt(complex(trace**2 - 4 * beta))
    values = (np.array([trace + root, trace - root]) / 2).real
    return values, np.abs(values).max(), bool(trace**2 < 4 * beta)

# %% wrong: the conjugates first
def heavy_ball_eigenvalues(curvature, alpha, beta):
    trace = 1 + beta - alpha * curvature
    root = np.sqrt(complex(trace**2 - 4 * beta))
    values = np.array([trace - root, trace + root]) / 2
    return values, np.abs(values).max(), bool(trace**2 < 4 * beta)

# %% wrong: beta is not in the trace
def heavy_ball_eigenvalues(curvature, alpha, beta):
    trace = 1 - alpha * curvature
    root = np.sqrt(complex(trace**2 - 4 * beta))
    values = np.array([trace + root, trace - root]) / 2
    return values, np.abs(values).max(), bool(trace**2 < 4 * beta)
