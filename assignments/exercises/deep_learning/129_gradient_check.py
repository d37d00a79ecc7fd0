"""
# 129. Deep learning courses: gradient_check(f, grad, x, eps, tol) -> True or False
[[question]]
name = "gradient_check"
title = "Is this gradient right?"
signature = "gradient_check(f, grad, x, eps, tol)"
returns = "truth"
points = 3
  [[question.case]]
  f = { function = "folded", a = 2.0 }
  grad = { function = "slope", a = 2.0 }
  x = [1.0, -0.5]
  eps = 0.01
  tol = 0.001
  [[question.case]]
  f = { function = "folded", a = 2.0 }
  grad = { function = "slope", a = 2.5 }
  x = [1.0, -0.5]
  eps = 0.01
  tol = 0.001
  [[question.case]]
  f = { function = "folded", a = 0.7 }
  grad = { function = "slope", a = 0.72 }
  x = [3.0, 0.7, 0.2]
  eps = 0.1
  tol = 0.2
  hidden = true
"""
# %% functions.py
def folded(x, a):
    return a * x[0] ** 3 + np.sum(x[1:] ** 2)

def slope(x, a):
    return np.concatenate([3 * a * x[:1] ** 2, 2 * x[1:]])

# %% solution
def gradient_check(f, grad, x, eps, tol):
    """Whether central differences are within tol of grad, relative to the norms of both added up."""
    ### BEGIN SOLUTION
    numeric = np.array([(f(x + e) - f(x - e)) / (2 * eps) for e in eps * np.eye(len(x))])
    given = grad(x)
    return np.linalg.norm(numeric - given) <= tol * (np.linalg.norm(numeric) + np.linalg.norm(given))
    ### END SOLUTION

# %% honest
def gradient_check(f, grad, x, eps, tol):
    numeric = np.zeros_like(x)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        numeric[i] = (f(up) - f(down)) / (2 * eps)
    d = numeric - grad(x)
    if np.sqrt(d @ d) / (np.sqrt(numeric @ numeric) + np.sqrt(grad(x) @ grad(x))) > tol:
        return False
    return True

# %% honest
def gradient_check(f, grad, x, eps, tol):
    e = np.identity(x.size)
    differences = [f(x + eps * row) - f(x - eps * row) for row in e]
    norm = np.linalg.norm
    numeric, analytic = np.array(differences) / eps / 2, np.asarray(grad(x))
    return int(norm(numeric - analytic) / (norm(numeric) + norm(analytic)) <= tol)

# %% wrong: a forward difference
def gradient_check(f, grad, x, eps, tol):
    numeric = np.array([(f(x + e) - f(x)) / eps for e in eps * np.eye(len(x))])
    given = grad(x)
    return np.linalg.norm(numeric - given) <= tol * (np.linalg.norm(numeric) + np.linalg.norm(given))

# %% wrong: no division by 2
def gradient_check(f, grad, x, eps, tol):
    numeric = np.array([(f(x + e) - f(x - e)) / eps for e in eps * np.eye(len(x))])
    given = grad(x)
    return np.linalg.norm(numeric - given) <= tol * (np.linalg.norm(numeric) + np.linalg.norm(given))

# %% wrong: the difference in place of the verdict
def gradient_check(f, grad, x, eps, tol):
    numeric = np.array([(f(x + e) - f(x - e)) / (2 * eps) for e in eps * np.eye(len(x))])
    return np.linalg.norm(numeric - grad(x))
