import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single wrong_labels_alone: in the subgradient only points with a margin below 0 (wrong label) count, where all with a margin below 1 have to; the loss is right
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * (w @ w)
    return loss, -X.T @ (y * (margins < 0)) / len(y) + lam * w

# %% whole penalty_in_the_mean: the penalty is added to the sum over the points before the division by n, so that the penalty is divided by n too, in the loss and in the subgradient
def hinge(X, y, w, lam):
    n, d = X.shape
    total = 0.5 * lam * sum(c * c for c in w)
    slope = [lam * c for c in w]
    for i in range(n):
        score = 0.0
        for j in range(d):
            score += X[i, j] * w[j]
        slack = 1 - y[i] * score
        if slack <= 0:
            continue
        total += slack
        for j in range(d):
            slope[j] -= y[i] * X[i, j]
    return total / n, np.array(slope) / n
