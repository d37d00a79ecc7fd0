import numpy as np

# %% single regularizer_in_one_branch: where the point is inside the margin only the hinge part is returned, the term lambda w is missing in that branch
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    margin = b_sample * A_sample.dot(w_t)
    if margin < 1:
        # the hinge loss is active
        return -num_data_points * b_sample * A_sample
    else:
        return lambda_ * w_t

# %% whole regularizer_times_n: the regularizer's gradient is multiplied by the number of points too, as if every point brought its own lambda w
def hinge_part(a, label, w):
    score = np.dot(a, w)
    return -label * a if label * score < 1 else np.zeros_like(a)


def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    one_point = hinge_part(A_sample, b_sample, w_t) + lambda_ * w_t
    # scale up: one point stands for all of them
    return num_data_points * one_point
