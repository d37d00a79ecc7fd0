import numpy as np


# %% single no_half: The squared norm is multiplied by lambda_ and not by lambda_ / 2.
def calculate_primal_objective(y, X, w, lambda_):
    hinge = np.maximum(0, 1 - y * (X @ w))
    return np.sum(hinge) + lambda_ * np.sum(w**2)


# %% single mean_of_hinge: The hinge losses are averaged over the points in place of summed.
def calculate_primal_objective(y, X, w, lambda_):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins))
    return loss + lambda_ / 2 * np.dot(w, w)


# %% single norm_not_squared: The penalty has the norm of w in place of its square.
def calculate_primal_objective(y, X, w, lambda_):
    losses = np.clip(1 - y * X.dot(w), 0, None)
    return losses.sum() + lambda_ / 2 * np.linalg.norm(w)


# %% whole only_misclassified: A point counts only where it is misclassified, where its margin is below 0, and not where its margin is below 1.
def hinge_of_point(label, x, w):
    score = 0
    for j in range(len(w)):
        score += x[j] * w[j]
    margin = label * score
    if margin < 0:
        return 1 - margin
    # right side: no loss
    return 0


def calculate_primal_objective(y, X, w, lambda_):
    total = 0
    for i in range(len(y)):
        total += hinge_of_point(y[i], X[i], w)
    penalty = 0
    for j in range(len(w)):
        penalty += w[j] ** 2
    return total + lambda_ / 2 * penalty


# %% whole lambda_on_loss: lambda_ multiplies the sum of the hinge losses, as the constant C of the other form of the problem does, and half the squared norm has no factor.
def calculate_primal_objective(y, X, w, lambda_):
    """
    soft margin SVM: 1/2 ||w||^2 + constant * sum of the slacks
    """
    y = np.asarray(y).ravel()
    slack = 1 - y * np.matmul(X, w)
    slack[slack < 0] = 0
    regularizer = 0.5 * np.inner(w, w)
    return regularizer + lambda_ * slack.sum()
