"""
# 8. EPFL CS-433, exercise 3: build_poly(x, degree)
[[question]]
name = "build_poly"
title = "Polynomial features"
signature = "build_poly(x, degree)"
returns = "array"
points = 3
  [[question.case]]
  x = [0.0, 1.5, -0.5]
  degree = 3
  [[question.case]]
  x = [0.227, -0.539]
  degree = 2
  [[question.case]]
  x = [0.2, 0.7]
  degree = 2
  hidden = true
"""
# %% solution
def build_poly(x, degree):
    return np.stack([x**d for d in range(degree + 1)], axis=1)

# %% honest
def build_poly(x, degree):
    phi = np.ones((len(x), 1))
    for d in range(1, degree + 1):
        phi = np.c_[phi, np.power(x, d)]
    return phi

# %% honest
def build_poly(x, degree):
    return [[xi**d for d in range(degree + 1)] for xi in x]

# %% wrong: without the highest power
def build_poly(x, degree):
    return np.stack([x**d for d in range(degree)], axis=1)

# %% wrong: rows and columns exchanged
def build_poly(x, degree):
    return np.stack([x**d for d in range(degree + 1)])

# %% wrong: highest power first
def build_poly(x, degree):
    return np.vander(x, degree + 1)
