import numpy as np


# %% single n_missing: The data term is not multiplied by the number of data points.
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    margin = b_sample * np.dot(A_sample, w_t)
    if margin < 1:
        return lambda_ * w_t - b_sample * A_sample
    return lambda_ * w_t


# %% single margin_below_zero: The data term counts only where the margin is below 0 and not where it is below 1.
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    grad = lambda_ * w_t
    if b_sample * (A_sample @ w_t) < 0:
        grad = grad - num_data_points * b_sample * A_sample
    return grad


# %% single data_term_added: The data term has the wrong sign: n * b * A is added and not subtracted.
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    hinge = max(0, 1 - b_sample * (A_sample @ w_t))
    grad = lambda_ * w_t
    if hinge > 0:
        grad = grad + num_data_points * b_sample * A_sample
    return grad


# %% whole n_for_both_and_two: The penalty is differentiated to 2 * lambda * w, and the number of points multiplies it as well as the data term.
def hinge_slope(a, b, w):
    z = 0.0
    for j in range(len(w)):
        z += a[j] * w[j]
    return -b * a if b * z < 1 else np.zeros(len(w))


def penalty_slope(lam, w):
    return 2 * lam * w


def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    n = num_data_points
    return n * (hinge_slope(A_sample, b_sample, w_t) + penalty_slope(lambda_, w_t))


# %% whole zero_outside: Where the point is outside of the margin the whole gradient is zero, without the penalty's lambda * w.
def is_support(b, prediction):
    return b * prediction < 1


def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    prediction = A_sample.T.dot(w_t)
    # nothing to do for a point that is classified well
    if not is_support(b_sample, prediction):
        return np.zeros_like(w_t)
    grad_loss = -b_sample * A_sample
    return num_data_points * grad_loss + lambda_ * w_t
