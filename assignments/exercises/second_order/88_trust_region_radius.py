"""
# 88. Nonlinear optimization courses: trust_region_radius(radius, actual, predicted, step_norm, max_radius) -> radius, accept
[[question]]
name = "trust_region_radius"
title = "The radius of a trust region"
signature = "trust_region_radius(radius, actual, predicted, step_norm, max_radius)"
returns = [{ radius = "number" }, { accept = "truth" }]
points = 3
  [[question.case]]
  radius = 1.0
  actual = 0.1
  predicted = 1.0
  step_norm = 0.8
  max_radius = 4.0
  [[question.case]]
  radius = 1.0
  actual = 0.9
  predicted = 1.0
  step_norm = 1.0
  max_radius = 1.5
  [[question.case]]
  radius = 0.7
  actual = 0.9
  predicted = 1.0
  step_norm = 0.7
  max_radius = 8.0
  hidden = true
  [[question.case]]
  radius = 0.7
  actual = 0.5
  predicted = 1.1
  step_norm = 0.2
  max_radius = 2.0
  hidden = true
"""
# %% solution
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    """Return (radius, accept)."""
    ### BEGIN SOLUTION
    ratio = actual / predicted
    if ratio < 0.25:
        radius = 0.25 * radius
    elif ratio > 0.75 and np.isclose(step_norm, radius):
        radius = min(2 * radius, max_radius)
    return radius, ratio > 0.15
    ### END SOLUTION

# %% honest
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    rho = actual / predicted
    new = radius
    if rho < 1 / 4:
        new = radius / 4
    if rho > 3 / 4 and abs(step_norm - radius) < 1e-6:
        new = np.minimum(2 * radius, max_radius)
    return [new, np.bool_(rho > 0.15)]

# %% honest
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    rho = np.divide(actual, predicted)
    factor = np.where(rho < 0.25, 0.25, np.where((rho > 0.75) & np.isclose(step_norm, radius), 2.0, 1.0))
    return np.clip(factor * radius, 0, max(max_radius, 0)), int(rho > 0.15)

# %% wrong: grows inside the region too
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    ratio = actual / predicted
    if ratio < 0.25:
        radius = 0.25 * radius
    elif ratio >= 0.4:
        radius = min(2 * radius, max_radius)
    return radius, ratio > 0.15

# %% wrong: no largest radius
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    ratio = actual / predicted
    if ratio < 0.25:
        radius = 0.25 * radius
    elif ratio > 0.75 and np.isclose(step_norm, radius):
        radius = 2 * radius
    return radius, ratio > 0.15

# %% wrong: accepts every decrease
def trust_region_radius(radius, actual, predicted, step_norm, max_radius):
    ratio = actual / predicted
    if ratio < 0.25:
        radius = 0.25 * radius
    elif ratio > 0.75 and np.isclose(step_norm, radius):
        radius = min(2 * radius, max_radius)
    return radius, actual > 0
