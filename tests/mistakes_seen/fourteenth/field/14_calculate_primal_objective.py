import numpy as np


# %% single no_half: The penalty is lambda times the squared norm of w, the factor one half is missing.
def calculate_primal_objective(y, X, w, lambda_):
    hinge = np.maximum(0, 1 - y * (X @ w))
    return np.sum(hinge) + lambda_ * np.sum(w**2)


# %% single mean_of_hinge: The hinge losses are averaged over the samples where the objective asks for their sum.
def calculate_primal_objective(y, X, w, lambda_):
    hinge = np.clip(1 - y * (X @ w), 0, None)
    return np.mean(hinge) + lambda_ / 2 * np.sum(w**2)


# %% single norm_not_squared: The penalty has the norm of w and not the square of the norm.
def calculate_primal_objective(y, X, w, lambda_):
    hinge = np.maximum(0, 1 - y * X.dot(w))
    return hinge.sum() + lambda_ / 2 * np.linalg.norm(w)


# %% whole misclassified_only: The student adds -y*prediction of the misclassified samples (the perceptron's loss), so the margin of 1 is missing from the hinge.
def calculate_primal_objective(y, X, w, lambda_):
    cost = 0
    for xi, yi in zip(X, y):
        prediction = np.dot(xi, w)
        # points on the right side cost nothing
        if yi * prediction >= 0:
            continue
        cost += -yi * prediction
    penalty = 0
    for wj in w:
        penalty += wj * wj
    return cost + 0.5 * lambda_ * penalty


# %% whole clip_after_sum: The student sums 1 - y*prediction over all samples and cuts off at zero only the sum, so samples with a large margin make up for the others.
def margins(y, X, w):
    return 1 - y * np.matmul(X, w)


def regularizer(w, lambda_):
    return lambda_ * np.inner(w, w) / 2


def calculate_primal_objective(y, X, w, lambda_):
    v = margins(y, X, w)
    hinge_loss = max(0.0, v.sum())
    return hinge_loss + regularizer(w, lambda_)
