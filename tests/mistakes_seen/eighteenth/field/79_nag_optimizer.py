import numpy as np


# %% single gradient_here: the gradient is taken at the parameter in place of the look-ahead point, which is plain momentum
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter)
    return parameter - velocity, velocity


# %% single looks_backward: the look-ahead point adds the velocity although the velocity is subtracted in the step
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    lookahead = parameter + momentum * velocity
    velocity = momentum * velocity + learning_rate * grad_fn(lookahead)
    parameter = parameter - velocity
    return parameter, velocity


# %% single rate_outside_velocity: the learning rate multiplies the whole velocity in the step in place of the gradient inside the velocity
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    lookahead = parameter - momentum * velocity
    velocity = momentum * velocity + grad_fn(lookahead)
    parameter = parameter - learning_rate * velocity
    return parameter, velocity


# %% whole steps_from_lookahead: the new velocity is subtracted from the look-ahead point in place of the parameter, so the momentum counts twice
def look_ahead(theta, v, mu):
    return np.asarray(theta) - mu * np.asarray(v)


def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    # go to where the momentum carries us ...
    parameter = look_ahead(parameter, velocity, momentum)
    g = grad_fn(parameter)
    # ... and correct there
    v_new = momentum * np.asarray(velocity) + learning_rate * g
    return parameter - v_new, v_new


# %% whole whole_velocity_ahead: the look-ahead point is parameter - velocity, the factor momentum is missing there
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    theta = np.array(parameter, dtype=float)
    v = np.array(velocity, dtype=float)

    ahead = np.empty_like(theta)
    for i in range(len(theta)):
        ahead[i] = theta[i] - v[i]

    slope = grad_fn(ahead)
    for i in range(len(theta)):
        v[i] = momentum * v[i] + learning_rate * slope[i]
        theta[i] = theta[i] - v[i]
    return theta, v
