"""
# 99. Kernel methods courses: smo_pair(K, y, alpha, b, C, i, j) -> alpha, b
[[question]]
name = "smo_pair"
title = "One pair of SMO"
signature = "smo_pair(K, y, alpha, b, C, i, j)"
returns = [{ alpha = "array" }, { b = "number" }]
points = 5
  [[question.case]]
  K = [[2.0, 0.5, -0.3], [0.5, 1.0, 0.2], [-0.3, 0.2, 1.5]]
  y = [1, -1, 1]
  alpha = [0.1, 0.4, 0.3]
  b = 0.2
  C = 1.0
  i = 0
  j = 1
  [[question.case]]
  K = [[2.0, 0.5, -0.3, 0.1], [0.5, 1.0, 0.2, 0.3], [-0.3, 0.2, 1.5, -0.4], [0.1, 0.3, -0.4, 0.9]]
  y = [1, -1, 1, -1]
  alpha = [0.2, 0.1, 0.3, 0.4]
  b = -0.1
  C = 0.5
  i = 2
  j = 0
  hidden = true
"""
# %% solution
def smo_pair(K, y, alpha, b, C, i, j):
    """Optimize alpha_i and alpha_j together; return (alpha, b)."""
    ### BEGIN SOLUTION
    f = K @ (alpha * y) + b
    Ei, Ej = f[i] - y[i], f[j] - y[j]
    if y[i] != y[j]:
        low, high = max(0.0, alpha[j] - alpha[i]), min(C, C + alpha[j] - alpha[i])
    else:
        low, high = max(0.0, alpha[i] + alpha[j] - C), min(C, alpha[i] + alpha[j])
    eta = K[i, i] + K[j, j] - 2 * K[i, j]
    new = alpha.copy()
    new[j] = np.clip(alpha[j] + y[j] * (Ei - Ej) / eta, low, high)
    new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])
    di, dj = y[i] * (new[i] - alpha[i]), y[j] * (new[j] - alpha[j])
    bi = b - Ei - di * K[i, i] - dj * K[i, j]
    bj = b - Ej - di * K[i, j] - dj * K[j, j]
    if 0 < new[i] < C:
        return new, bi
    return new, bj if 0 < new[j] < C else (bi + bj) / 2
    ### END SOLUTION

# %% honest
def smo_pair(K, y, alpha, b, C, i, j):
    E = (alpha * y) @ K + b - y
    s = y[i] * y[j]
    gamma = alpha[i] + s * alpha[j]
    low, high = (max(0, gamma - C), min(C, gamma)) if s > 0 else (max(0, -gamma), min(C, C - gamma))
    aj = alpha[j] + y[j] * (E[i] - E[j]) / (K[i][i] - 2 * K[i][j] + K[j][j])
    aj = min(max(aj, low), high)
    ai = gamma - s * aj
    b1 = b - (E[i] + y[i] * (ai - alpha[i]) * K[i][i] + y[j] * (aj - alpha[j]) * K[j][i])
    b2 = b - (E[j] + y[i] * (ai - alpha[i]) * K[i][j] + y[j] * (aj - alpha[j]) * K[j][j])
    alpha[i], alpha[j] = ai, aj
    b = b1 if 0 < ai < C else b2 if 0 < aj < C else (b1 + b2) / 2
    return alpha, b

# %% honest
def smo_pair(K, y, alpha, b, C, i, j):
    error = lambda k: sum(alpha[m] * y[m] * K[m, k] for m in range(len(y))) + b - y[k]
    same = y[i] == y[j]
    L = max(0, alpha[j] + (alpha[i] - C if same else -alpha[i]))
    H = min(C, alpha[j] + (alpha[i] if same else C - alpha[i]))
    step = y[j] * (error(i) - error(j)) / (K[i, i] + K[j, j] - 2 * K[i, j])
    a = list(alpha)
    a[j] = L if a[j] + step < L else H if a[j] + step > H else a[j] + step
    a[i] += y[i] * y[j] * (alpha[j] - a[j])
    bs = [b - error(k) - y[i] * (a[i] - alpha[i]) * K[i, k] - y[j] * (a[j] - alpha[j]) * K[j, k] for k in (i, j)]
    inside = [v for v, k in zip(bs, (i, j)) if 0 < a[k] < C]
    return a, inside[0] if inside else float(np.mean(bs))

# %% wrong: not clipped
def smo_pair(K, y, alpha, b, C, i, j):
    f = K @ (alpha * y) + b
    Ei, Ej = f[i] - y[i], f[j] - y[j]
    eta = K[i, i] + K[j, j] - 2 * K[i, j]
    new = alpha.copy()
    new[j] = alpha[j] + y[j] * (Ei - Ej) / eta
    new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])
    di, dj = y[i] * (new[i] - alpha[i]), y[j] * (new[j] - alpha[j])
    bi = b - Ei - di * K[i, i] - dj * K[i, j]
    bj = b - Ej - di * K[i, j] - dj * K[j, j]
    if 0 < new[i] < C:
        return new, bi
    return new, bj if 0 < new[j] < C else (bi + bj) / 2

# %% wrong: alpha_j is updated in place first
def smo_pair(K, y, alpha, b, C, i, j):
    f = K @ (alpha * y) + b
    Ei, Ej = f[i] - y[i], f[j] - y[j]
    low, high = (max(0.0, alpha[j] - alpha[i]), min(C, C + alpha[j] - alpha[i])) if y[i] != y[j] else (max(0.0, alpha[i] + alpha[j] - C), min(C, alpha[i] + alpha[j]))
    eta = K[i, i] + K[j, j] - 2 * K[i, j]
    old = alpha
    alpha[j] = np.clip(alpha[j] + y[j] * (Ei - Ej) / eta, low, high)
    alpha[i] = alpha[i] + y[i] * y[j] * (old[j] - alpha[j])
    bi, bj = b - Ei, b - Ej
    return alpha, bi if 0 < alpha[i] < C else bj if 0 < alpha[j] < C else (bi + bj) / 2

# %% wrong: the mean of both b
def smo_pair(K, y, alpha, b, C, i, j):
    f = K @ (alpha * y) + b
    Ei, Ej = f[i] - y[i], f[j] - y[j]
    if y[i] != y[j]:
        low, high = max(0.0, alpha[j] - alpha[i]), min(C, C + alpha[j] - alpha[i])
    else:
        low, high = max(0.0, alpha[i] + alpha[j] - C), min(C, alpha[i] + alpha[j])
    eta = K[i, i] + K[j, j] - 2 * K[i, j]
    new = alpha.copy()
    new[j] = np.clip(alpha[j] + y[j] * (Ei - Ej) / eta, low, high)
    new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])
    di, dj = y[i] * (new[i] - alpha[i]), y[j] * (new[j] - alpha[j])
    bi = b - Ei - di * K[i, i] - dj * K[i, j]
    bj = b - Ej - di * K[i, j] - dj * K[j, j]
    return new, (bi + bj) / 2
