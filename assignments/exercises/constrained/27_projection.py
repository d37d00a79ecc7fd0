"""
# 27. EPFL CS-439, lab 5: projection(x) onto the l2 ball whose radius is a global
# Note: the radius is a global of the student's cell, so cases cannot vary it.
[[question]]
name = "projection"
title = "Projection onto a ball"
signature = "projection(x)"
returns = "array"
points = 2
  [[question.case]]
  x = [3.0, 4.0]
  [[question.case]]
  x = [0.341, -0.308]
  [[question.case]]
  x = [0.3, -0.4]
  hidden = true
  [[question.case]]
  x = [-1.0, 2.0, 2.0]
  hidden = true
"""
# %% solution
RADIUS = 2.0

def projection(x):
    return x / max(1, np.linalg.norm(x) / RADIUS)

# %% honest
RADIUS = 2.0
def projection(x):
    length = np.sqrt(np.sum(x**2))
    return x if length <= RADIUS else x / length * RADIUS

# %% honest
RADIUS = 2.0
def projection(x):
    while np.hypot.reduce(x) > RADIUS * (1 + 1e-12):
        x *= RADIUS / np.hypot.reduce(x)
    return list(x)

# %% wrong: points inside move too
RADIUS = 2.0
def projection(x):
    return x / np.linalg.norm(x) * RADIUS

# %% wrong: the radius of 1
def projection(x):
    return x / max(1, np.linalg.norm(x))

# %% wrong: onto the box
def projection(x):
    return np.clip(x, -2, 2)
