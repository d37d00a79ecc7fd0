"""
# 137. Numerical linear algebra courses: lanczos(A, q, k) -> alphas (k), betas (k - 1, none for k = 1), Q
[[question]]
name = "lanczos"
title = "Lanczos tridiagonalisation"
signature = "lanczos(A, q, k)"
returns = [{ alphas = "array" }, { betas = "array" }, { Q = "array" }]
points = 6
  [[question.case]]
  A = [[2.0, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]]
  q = [1.0, 0.0, 1.0]
  k = 2
  [[question.case]]
  A = [[2.0, 1.0], [1.0, 3.0]]
  q = [1.0, 2.0]
  k = 1
  [[question.case]]
  A = [[4.0, 1.0, 0.0, 0.3], [1.0, 3.0, 0.5, 0.0], [0.0, 0.5, 1.0, 0.2], [0.3, 0.0, 0.2, 2.0]]
  q = [1.0, 0.5, 1.0, -0.2]
  k = 3
  hidden = true
"""
# %% solution
def lanczos(A, q, k):
    """Return the diagonal, what stands beside it, and the basis, as columns."""
    ### BEGIN SOLUTION
    Q, alphas, betas = [q / np.linalg.norm(q)], [], []
    for j in range(k):
        v = A @ Q[j]
        alphas.append(Q[j] @ v)
        v = v - alphas[j] * Q[j] - (betas[j - 1] * Q[j - 1] if j else 0)
        if j + 1 < k:
            betas.append(np.linalg.norm(v))
            Q.append(v / betas[j])
    return np.array(alphas), np.array(betas), np.column_stack(Q)
    ### END SOLUTION

# %% honest
def lanczos(A, q, k):
    n = len(q)
    Q = np.zeros((n, k))
    a, b = [], []
    Q[:, 0] = q / np.sqrt(q @ q)
    for j in range(k):
        v = A @ Q[:, j]
        a.append(float(v @ Q[:, j]))
        v -= Q[:, : j + 1] @ (Q[:, : j + 1].T @ v)
        if j < k - 1:
            b.append(float(np.sqrt(v @ v)))
            Q[:, j + 1] = v / b[-1]
    return a, b, Q

# %% honest
import jax.numpy as jnp

def lanczos(A, q, k):
    q = q / jnp.linalg.norm(q)
    before, beta = jnp.zeros_like(q), 0.0
    Q, alphas, betas = [], [], []
    while True:
        Q.append(q)
        w = A @ q - beta * before
        alphas.append(w @ q)
        if len(Q) == k:
            return jnp.array(alphas), jnp.array(betas), jnp.stack(Q, axis=1)
        w = w - alphas[-1] * q
        beta = jnp.linalg.norm(w)
        betas.append(beta)
        before, q = q, w / beta

# %% wrong: a beta too many
def lanczos(A, q, k):
    Q, alphas, betas = [q / np.linalg.norm(q)], [], []
    for j in range(k):
        v = A @ Q[j]
        alphas.append(Q[j] @ v)
        v = v - alphas[j] * Q[j] - (betas[j - 1] * Q[j - 1] if j else 0)
        betas.append(np.linalg.norm(v))
        Q.append(v / betas[j])
    return np.array(alphas), np.array(betas), np.column_stack(Q)[:, :k]

# %% wrong: the term of the vector before is missing
def lanczos(A, q, k):
    Q, alphas, betas = [q / np.linalg.norm(q)], [], []
    for j in range(k):
        v = A @ Q[j]
        alphas.append(Q[j] @ v)
        v = v - alphas[j] * Q[j]
        if j + 1 < k:
            betas.append(np.linalg.norm(v))
            Q.append(v / betas[j])
    return np.array(alphas), np.array(betas), np.column_stack(Q)

# %% wrong: the basis as rows, and None without a beta
def lanczos(A, q, k):
    Q, alphas, betas = [q / np.linalg.norm(q)], [], []
    for j in range(k):
        v = A @ Q[j]
        alphas.append(Q[j] @ v)
        v = v - alphas[j] * Q[j] - (betas[j - 1] * Q[j - 1] if j else 0)
        if j + 1 < k:
            betas.append(np.linalg.norm(v))
            Q.append(v / betas[j])
    return np.array(alphas), np.array(betas) if betas else None, np.array(Q)
