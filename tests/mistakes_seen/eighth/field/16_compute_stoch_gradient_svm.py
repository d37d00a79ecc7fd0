import numpy as np

# %% single margin_without_label: whether the point is inside of the margin is decided by the score a . w < 1 without its label b
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    inside = (A_sample @ w_t) < 1
    return lambda_ * w_t - num_data_points * b_sample * A_sample * inside

# %% whole hinge_part_uphill: the subgradient of the hinge has the wrong sign, + n b a in place of - n b a
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    parts = {"penalty": lambda_ * np.array(w_t, dtype=float)}
    slack = 1 - b_sample * np.inner(A_sample, w_t)
    if slack > 0:
        parts["hinge"] = num_data_points * b_sample * np.array(A_sample)
    gradient = np.zeros(len(w_t))
    for part in parts.values():
        gradient = gradient + part
    return gradient
