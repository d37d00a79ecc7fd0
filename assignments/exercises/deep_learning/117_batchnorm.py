"""
# 117. Deep learning courses: batchnorm_forward(x, gamma, beta, eps) -> out, cache; batchnorm_backward(dout, cache) -> dx, dgamma, dbeta
[[question]]
name = "batchnorm"
title = "Batch normalization, forward and backward"
defines = ["batchnorm_forward", "batchnorm_backward"]
driver = "drivers.py:there_and_back"
returns = { out = "array", dx = "array", dgamma = "array", dbeta = "array" }
points = 8
  [[question.case]]
  x = [[1.0, 2.0], [3.0, -1.0], [0.5, 0.7]]
  gamma = [1.0, 2.0]
  beta = [0.0, 0.5]
  eps = 1e-5
  dout = [[0.1, -0.2], [0.3, 0.4], [1.0, 0.5]]
  [[question.case]]
  x = [[1.5, 2.0, 0.1], [3.0, -1.0, 0.4], [0.5, 0.7, 5.0], [0.0, 0.2, 2.0]]
  gamma = [0.7, 2.0, 1.1]
  beta = [0.2, -0.5, 0.1]
  eps = 0.01
  dout = [[0.1, -0.2, 1.0], [0.3, 0.4, 0.1], [1.0, 0.5, -1.0], [0.2, 0.0, 0.3]]
  hidden = true
"""
# %% drivers.py
def there_and_back(batchnorm_forward, batchnorm_backward, x, gamma, beta, eps, dout):
    out, cache = batchnorm_forward(x, gamma, beta, eps)
    dx, dgamma, dbeta = batchnorm_backward(dout, cache)
    return {"out": out, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}

# %% solution
def batchnorm_forward(x, gamma, beta, eps):
    mean, variance = x.mean(axis=0), x.var(axis=0)
    normalized = (x - mean) / np.sqrt(variance + eps)
    return gamma * normalized + beta, (normalized, gamma, variance, eps)


def batchnorm_backward(dout, cache):
    normalized, gamma, variance, eps = cache
    n = len(dout)
    dnormalized = dout * gamma
    dx = dnormalized - dnormalized.mean(axis=0) - normalized * (dnormalized * normalized).mean(axis=0)
    return dx / np.sqrt(variance + eps), (dout * normalized).sum(axis=0), dout.sum(axis=0)

# %% honest
def batchnorm_forward(x, gamma, beta, eps):
    mu = np.sum(x, axis=0) / x.shape[0]
    xmu = x - mu
    var = np.mean(xmu**2, axis=0)
    ivar = 1 / np.sqrt(var + eps)
    return gamma * xmu * ivar + beta, {"xmu": xmu, "ivar": ivar, "gamma": gamma}

def batchnorm_backward(dout, cache):
    xmu, ivar, gamma = cache["xmu"], cache["ivar"], cache["gamma"]
    N = dout.shape[0]
    xhat = xmu * ivar
    dxhat = dout * gamma
    dvar = np.sum(dxhat * xmu, axis=0) * -0.5 * ivar**3
    dmu = -np.sum(dxhat * ivar, axis=0) + dvar * np.mean(-2 * xmu, axis=0)
    return dxhat * ivar + dvar * 2 * xmu / N + dmu / N, np.sum(dout * xhat, axis=0), np.sum(dout, axis=0)

# %% honest
def batchnorm_forward(x, gamma, beta, eps):
    out = np.empty_like(x)
    for j in range(x.shape[1]):
        out[:, j] = gamma[j] * (x[:, j] - x[:, j].mean()) / np.sqrt(x[:, j].var() + eps) + beta[j]
    return out, [x, gamma, eps]

def batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    std = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / std
    dbeta, dgamma = np.einsum("ij->j", dout), np.einsum("ij,ij->j", dout, xhat)
    return gamma / std / len(x) * (len(x) * dout - dbeta - xhat * dgamma), dgamma, dbeta

# %% wrong: dx ignores that mean and variance depend on x
def batchnorm_forward(x, gamma, beta, eps):
    xhat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return gamma * xhat + beta, (xhat, gamma, x.var(axis=0) + eps)

def batchnorm_backward(dout, cache):
    xhat, gamma, v = cache
    return dout * gamma / np.sqrt(v), (dout * xhat).sum(axis=0), dout.sum(axis=0)

# %% wrong: ddof = 1
def batchnorm_forward(x, gamma, beta, eps):
    std = np.sqrt(x.var(axis=0, ddof=1) + eps)
    xhat = (x - x.mean(axis=0)) / std
    return gamma * xhat + beta, (xhat, gamma, std)

def batchnorm_backward(dout, cache):
    xhat, gamma, std = cache
    d = dout * gamma
    return (d - d.mean(axis=0) - xhat * (d * xhat).mean(axis=0)) / std, (dout * xhat).sum(axis=0), dout.sum(axis=0)

# %% wrong: no cache is returned
def batchnorm_forward(x, gamma, beta, eps):
    xhat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return gamma * xhat + beta

def batchnorm_backward(dout, cache):
    xhat, gamma, std = cache
    return dout * gamma / std, (dout * xhat).sum(axis=0), dout.sum(axis=0)
