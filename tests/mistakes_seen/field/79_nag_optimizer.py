import numpy as np

# %% single gradient_here: the gradient is taken at the parameter itself, as in plain momentum
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter)
    return parameter - velocity, velocity

# %% single looks_back: the gradient is taken at parameter + momentum velocity
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    ahead = parameter + momentum * velocity
    velocity = momentum * velocity + learning_rate * grad_fn(ahead)
    return parameter - velocity, velocity

# %% single full_velocity: looks ahead by the whole velocity, without momentum
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    d = grad_fn(parameter - velocity)
    velocity = momentum * velocity + learning_rate * d
    return parameter - velocity, velocity

# %% single rate_missing: the learning rate is missing at the gradient
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + grad_fn(parameter - momentum * velocity)
    return parameter - velocity, velocity

# %% single starts_from_ahead: the step starts at the point ahead, so that the momentum counts twice
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    ahead = parameter - momentum * velocity
    velocity = momentum * velocity + learning_rate * grad_fn(ahead)
    return ahead - velocity, velocity

# %% whole minus_convention: the velocity has the other sign: v = momentum v - rate grad, parameter + v
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    # look ahead
    lookahead = parameter + momentum * velocity
    gradient = grad_fn(lookahead)
    velocity = momentum * velocity - learning_rate * gradient
    parameter = parameter + velocity
    return parameter, velocity

# %% whole averaged_and_scaled: the exponential average with 1 - momentum, and the rate multiplies the velocity
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    """Nesterov accelerated gradient."""
    lookahead = parameter - learning_rate * momentum * velocity
    g = np.array(grad_fn(lookahead))
    v = momentum * velocity + (1 - momentum) * g
    new_parameter = parameter - learning_rate * v
    return new_parameter, v

# %% whole old_velocity_returned: steps right, and returns the velocity that it was given; the parameter is rounded
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    p_ahead = parameter - momentum * velocity
    v_new = momentum * velocity + learning_rate * grad_fn(p_ahead)
    p = np.round(parameter - v_new, 2)
    return p, velocity
