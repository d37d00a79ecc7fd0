import numpy as np


def search_direction(gradient, B):
    ### BEGIN SOLUTION
    return -np.linalg.solve(B, gradient)
    ### END SOLUTION


def orthonormal_basis(A):
    ### BEGIN SOLUTION
    return np.linalg.qr(A)[0]
    ### END SOLUTION


def fit(features, targets):
    ### BEGIN SOLUTION
    return np.linalg.lstsq(features, targets, rcond=None)[0]
    ### END SOLUTION


def sample_minibatch(input_data, target_data, num_points):
    ### BEGIN SOLUTION
    chosen = np.random.choice(len(input_data), num_points, replace=False)
    return input_data[chosen], target_data[chosen]
    ### END SOLUTION


def stochastic_gradient(A, b, x, seed):
    ### BEGIN SOLUTION
    i = np.random.default_rng(seed).integers(len(b))
    return A[i] * (A[i] @ x - b[i])
    ### END SOLUTION
