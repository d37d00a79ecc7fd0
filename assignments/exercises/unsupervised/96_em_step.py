"""
# 96. Machine learning courses: em_step(X, weights, means, covariances) -> dict
[[question]]
name = "em_step"
title = "EM for a mixture of Gaussians"
signature = "em_step(X, weights, means, covariances)"
returns = { responsibilities = "array", weights = "array", means = "array", covariances = { kind = "array", share = 2 }, log_likelihood = "number" }
points = 8
  [[question.case]]
  X = [[0.0, 0.1], [1.0, 1.2], [0.3, -0.2], [2.0, 1.0]]
  weights = [0.4, 0.6]
  means = [[0.0, 0.0], [1.5, 1.0]]
  covariances = [[[1.0, 0.1], [0.1, 0.5]], [[0.7, 0.0], [0.0, 1.2]]]
  [[question.case]]
  X = [[0.5], [1.0], [-0.3], [2.0], [2.2]]
  weights = [0.2, 0.5, 0.3]
  means = [[0.0], [1.5], [2.5]]
  covariances = [[[1.0]], [[0.5]], [[0.8]]]
  hidden = true
"""
# %% solution
def em_step(X, weights, means, covariances):
    """Return a dictionary: responsibilities (N, K), weights, means, covariances, and log_likelihood before the step."""
    ### BEGIN SOLUTION
    n, d = X.shape
    density = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = X - means[k]
        exponent = -0.5 * np.sum(diff @ np.linalg.inv(covariances[k]) * diff, axis=1)
        density[:, k] = weights[k] * np.exp(exponent) / np.sqrt((2 * np.pi) ** d * np.linalg.det(covariances[k]))
    total = density.sum(axis=1, keepdims=True)
    r = density / total
    counts = r.sum(axis=0)
    new_means = r.T @ X / counts[:, None]
    new_covariances = []
    for k in range(len(weights)):
        diff = X - new_means[k]
        new_covariances.append((r[:, k, None] * diff).T @ diff / counts[k])
    return {
        "responsibilities": r,
        "weights": counts / n,
        "means": new_means,
        "covariances": np.array(new_covariances),
        "log_likelihood": np.log(total).sum(),
    }
    ### END SOLUTION

# %% honest
def em_step(X, weights, means, covariances):
    from scipy.special import logsumexp
    from scipy.stats import multivariate_normal
    logs = np.stack([np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(X)) for w, m, c in zip(weights, means, covariances)], 1)
    norm = logsumexp(logs, axis=1)
    r = np.exp(logs - norm[:, None])
    N = r.sum(0)
    mu = np.einsum("nk,nd->kd", r, X) / N[:, None]
    S = np.einsum("nk,nkd,nke->kde", r, X[:, None] - mu, X[:, None] - mu) / N[:, None, None]
    return dict(log_likelihood=norm.sum(), covariances=S, means=mu, weights=N / N.sum(), responsibilities=r)

# %% honest
def em_step(X, weights, means, covariances):
    r, ll = [], 0.0
    for x in X:
        p = []
        for w, m, c in zip(weights, means, covariances):
            q = float((x - m) @ np.linalg.solve(c, x - m))
            p.append(w * (2 * np.pi) ** (-len(m) / 2) * np.linalg.det(c) ** -0.5 * np.exp(-q / 2))
        ll += np.log(sum(p))
        r.append([v / sum(p) for v in p])
    r = np.array(r)
    out = {"responsibilities": r.tolist(), "log_likelihood": ll, "weights": list(r.mean(axis=0)), "means": [], "covariances": []}
    for k in range(len(weights)):
        m = np.average(X, axis=0, weights=r[:, k])
        out["means"].append(m)
        out["covariances"].append(sum(r[i, k] * np.outer(X[i] - m, X[i] - m) for i in range(len(X))) / r[:, k].sum())
    return out

# %% wrong: the old means in the covariances
def em_step(X, weights, means, covariances):
    n, d = X.shape
    density = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = X - means[k]
        exponent = -0.5 * np.sum(diff @ np.linalg.inv(covariances[k]) * diff, axis=1)
        density[:, k] = weights[k] * np.exp(exponent) / np.sqrt((2 * np.pi) ** d * np.linalg.det(covariances[k]))
    total = density.sum(axis=1, keepdims=True)
    r = density / total
    counts = r.sum(axis=0)
    new_covariances = []
    for k in range(len(weights)):
        diff = X - means[k]
        new_covariances.append((r[:, k, None] * diff).T @ diff / counts[k])
    return {"responsibilities": r, "weights": counts / n, "means": r.T @ X / counts[:, None], "covariances": np.array(new_covariances), "log_likelihood": np.log(total).sum()}

# %% wrong: the weights are left out of the responsibilities
def em_step(X, weights, means, covariances):
    n, d = X.shape
    density = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = X - means[k]
        exponent = -0.5 * np.sum(diff @ np.linalg.inv(covariances[k]) * diff, axis=1)
        density[:, k] = np.exp(exponent) / np.sqrt((2 * np.pi) ** d * np.linalg.det(covariances[k]))
    total = density.sum(axis=1, keepdims=True)
    r = density / total
    counts = r.sum(axis=0)
    new_means = r.T @ X / counts[:, None]
    new_covariances = []
    for k in range(len(weights)):
        diff = X - new_means[k]
        new_covariances.append((r[:, k, None] * diff).T @ diff / counts[k])
    return {"responsibilities": r, "weights": counts / n, "means": new_means, "covariances": np.array(new_covariances), "log_likelihood": np.log(total).sum()}

# %% wrong: no determinant
def em_step(X, weights, means, covariances):
    n, d = X.shape
    density = np.zeros((n, len(weights)))
    for k in range(len(weights)):
        diff = X - means[k]
        exponent = -0.5 * np.sum(diff @ np.linalg.inv(covariances[k]) * diff, axis=1)
        density[:, k] = weights[k] * np.exp(exponent)
    total = density.sum(axis=1, keepdims=True)
    r = density / total
    counts = r.sum(axis=0)
    new_means = r.T @ X / counts[:, None]
    new_covariances = []
    for k in range(len(weights)):
        diff = X - new_means[k]
        new_covariances.append((r[:, k, None] * diff).T @ diff / counts[k])
    return {"responsibilities": r, "weights": counts / n, "means": new_means, "covariances": np.array(new_covariances), "log_likelihood": np.log(total).sum()}
