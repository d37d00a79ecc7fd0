import numpy as np

# %% single n_missing: the hinge part of the sample is not multiplied by num_data_points
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    if b_sample * (A_sample @ w_t) < 1:
        hinge = -b_sample * A_sample
    else:
        hinge = np.zeros_like(w_t)
    return hinge + lambda_ * w_t

# %% single label_missing: the hinge part is -n a in place of -n b a: the label is missing in the gradient (but not in the condition), so samples of label -1 have the wrong sign
def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    margin = b_sample * np.dot(A_sample, w_t)
    active = 1.0 if margin < 1 else 0.0
    return -num_data_points * active * A_sample + lambda_ * w_t

# %% whole zero_outside_margin: where b a.w >= 1 the whole gradient is zero: the regularization term lambda w is added only where the hinge is active
def hinge_loss(a, b, w):
    return max(0, 1 - b * sum(a * w))

def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    grad = np.zeros(len(w_t))
    if hinge_loss(A_sample, b_sample, w_t) > 0:
        for j in range(len(w_t)):
            grad[j] = -num_data_points * b_sample * A_sample[j] + lambda_ * w_t[j]
    return grad

# %% whole threshold_zero_and_n_on_reg: two slips: the hinge is active where b a.w <= 0 (misclassified sample, as in the perceptron) in place of b a.w < 1, and the regularization term is multiplied by num_data_points as well
def is_wrong(a, b, w):
    return np.sign(a @ w) != b

def compute_stoch_gradient_svm(A_sample, b_sample, lambda_, w_t, num_data_points):
    g = lambda_ * w_t
    if is_wrong(A_sample, b_sample, w_t):
        g = g - b_sample * A_sample
    return num_data_points * g
