import numpy as np


# %% single penalty_times_n: num_data_points multiplies the gradient of the penalty too
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    grad = lambda_ * w_t
    if b_sample * A_sample.dot(w_t) < 1:
        grad = grad - b_sample * A_sample
    return num_data_points * grad


# %% whole slack_times_gradient: the gradient of the sample is multiplied by its slack, and the penalty is differentiated as lambda |w|^2
def slack(a, b, w):
    return max(0.0, 1 - b * np.dot(a, w))


def penalty_gradient(w, lambda_):
    # lambda * ||w||^2
    return 2 * lambda_ * w


def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    # hinge: is zero where the margin is larger than one
    loss_gradient = -slack(A_sample, b_sample, w_t) * b_sample * A_sample
    # one sample stands for all of them
    return num_data_points * loss_gradient + penalty_gradient(w_t, lambda_)
