"""
# 16. EPFL CS-439, lab 9: compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points)
[[question]]
name = "compute_stoch_gradient_svm"
title = "A stochastic subgradient of a support vector machine"
signature = "compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points)"
returns = "array"
points = 4
  [[question.case]]
  A_sample = [1.4, 2.3]
  b_sample = -1
  lambda_ = 0.3
  w_t = [0.5, 1.0]
  num_data_points = 4
  [[question.case]]
  A_sample = [0.455, 1.0, 0.703]
  b_sample = 1
  lambda_ = 0.103
  w_t = [3.28, -1.41, 1.11]
  num_data_points = 7
  [[question.case]]
  A_sample = [0.4, 1.3]
  b_sample = 1
  lambda_ = 0.2
  w_t = [2.5, 1.0]
  num_data_points = 7
  hidden = true
"""
# %% solution
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    inside = b_sample * (A_sample @ w_t) < 1
    return lambda_ * w_t - num_data_points * b_sample * A_sample * inside

# %% honest
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    if b_sample * A_sample.dot(w_t) >= 1:
        return lambda_ * w_t
    return lambda_ * w_t - num_data_points * b_sample * A_sample

# %% honest
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    g = [lambda_ * w for w in w_t]
    margin = b_sample * sum(a * w for a, w in zip(A_sample, w_t))
    if margin < 1:
        for i, a in enumerate(A_sample):
            g[i] -= num_data_points * b_sample * a
    return tuple(g)

# %% wrong: not scaled by the number of points
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    return lambda_ * w_t - b_sample * A_sample * (b_sample * (A_sample @ w_t) < 1)

# %% wrong: always inside the margin
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    return lambda_ * w_t - num_data_points * b_sample * A_sample

# %% wrong: the penalty inside the margin alone
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    inside = b_sample * (A_sample @ w_t) < 1
    return (lambda_ * w_t - num_data_points * b_sample * A_sample) * inside
