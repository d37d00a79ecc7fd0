import numpy as np


# %% single averaged: the velocity is an exponential average, with the factor (1 - momentum) on the scaled gradient
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + (1 - momentum) * learning_rate * grad
    return parameter - velocity, velocity


# %% single old_velocity_moves: the parameter moves by the old velocity, before the velocity is brought up to date
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    new_parameter = parameter - velocity
    velocity = momentum * velocity + learning_rate * grad
    return new_parameter, velocity


# %% single added: the velocity is added to the parameter instead of subtracted, so it goes uphill
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad
    parameter = parameter + velocity
    return parameter, velocity


# %% whole rate_on_the_whole_velocity: the velocity is momentum * velocity + grad without the learning rate, and the learning rate multiplies the whole velocity in the step (the form of PyTorch)
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    buf = np.array(velocity, dtype=float)
    buf *= momentum
    buf += grad
    p = np.array(parameter, dtype=float)
    p -= learning_rate * buf
    return p, buf


# %% whole look_ahead: the parameter takes Nesterov's step, momentum times the new velocity plus the scaled gradient, instead of the new velocity itself
def update_velocity(v, g, lr, mu):
    return mu * v + lr * g


def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    v_new = update_velocity(velocity, grad, learning_rate, momentum)
    # look ahead along the new velocity
    step = update_velocity(v_new, grad, learning_rate, momentum)
    return np.asarray(parameter - step), v_new
