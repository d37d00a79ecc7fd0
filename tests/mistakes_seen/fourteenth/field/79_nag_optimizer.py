import numpy as np


# %% single no_look_ahead: The gradient is taken at the parameter itself and not at the point ahead, so it is ordinary momentum.
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    grad = grad_fn(parameter)
    velocity = momentum * velocity + learning_rate * grad
    return parameter - velocity, velocity


# %% single averaged_velocity: The gradient's part of the velocity is multiplied by 1 - momentum, as in a moving average.
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    grad = grad_fn(parameter - momentum * velocity)
    velocity = momentum * velocity + (1 - momentum) * learning_rate * grad
    return parameter - velocity, velocity


# %% single rate_outside_velocity: The learning rate is not in the velocity but multiplies the whole velocity when the parameter is moved, so the old velocity is scaled by it too.
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    grad = grad_fn(parameter - momentum * velocity)
    velocity = momentum * velocity + grad
    return parameter - learning_rate * velocity, velocity


# %% whole looks_too_far: The student looks ahead by the whole velocity and not by momentum times the velocity.
def look_ahead(position, velocity):
    return position - velocity


def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    future = look_ahead(parameter, velocity)
    g = grad_fn(future)
    v_next = momentum * velocity
    v_next = v_next + learning_rate * g
    p_next = parameter - v_next
    return p_next, v_next


# %% whole moves_from_ahead: The student subtracts the new velocity from the point ahead and not from the parameter, so the momentum's part is applied twice.
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    """One update of Nesterov accelerated gradient."""
    # first jump with the momentum
    parameter = parameter - momentum * velocity
    # then correct with the gradient there
    grad = grad_fn(parameter)
    velocity = momentum * velocity + learning_rate * grad
    parameter = parameter - velocity
    return parameter, velocity
