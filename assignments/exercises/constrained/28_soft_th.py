"""
# 28. SJTU-style homework 8: soft_th(w, th)
[[question]]
name = "soft_th"
title = "Soft thresholding"
signature = "soft_th(w, th)"
returns = "array"
points = 2
  [[question.case]]
  w = [1.2, -0.4, 0.05]
  th = 0.3
  [[question.case]]
  w = [-2.27, 0.539]
  th = 0.433
  [[question.case]]
  w = [-2.0, 0.7]
  th = 0.8
  hidden = true
"""
# %% solution
def soft_th(w, th):
    return np.sign(w) * np.maximum(np.abs(w) - th, 0)

# %% honest
def soft_th(w, th):
    return w - np.clip(w, -th, th)

# %% honest
def shrink_one(v, th):
    if v > th:
        return v - th
    return v + th if v < -th else 0
def soft_th(w, th):
    return list(map(lambda v: shrink_one(v, th), w))

# %% wrong: positive entries alone
def soft_th(w, th):
    return np.maximum(w - th, 0)

# %% wrong: hard thresholding
def soft_th(w, th):
    return np.where(np.abs(w) > th, w, 0)

# %% wrong: half of the threshold
def soft_th(w, th):
    return np.sign(w) * np.maximum(np.abs(w) - th / 2, 0)
