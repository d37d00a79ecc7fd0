import numpy as np

# %% single rate_twice: the learning rate is applied twice: parameter - learning_rate * velocity, although the velocity already contains learning_rate * grad
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad
    parameter = parameter - learning_rate * velocity
    return parameter, velocity

# %% single old_velocity: the parameter is moved by the old velocity (before its update) in place of the new one
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    new_velocity = momentum * velocity + learning_rate * grad
    new_parameter = parameter - velocity
    return new_parameter, new_velocity

# %% whole mixed_signs: the velocity is momentum velocity - learning_rate grad (minus in place of plus) but is still subtracted from the parameter, so the gradient part of the step goes uphill
def next_velocity(v, g, lr, mu):
    friction = mu * v
    push = -lr * g
    return friction + push

def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    v = next_velocity(velocity, grad, learning_rate, momentum)
    return parameter - v, v

# %% whole moving_average: the velocity is the moving average momentum velocity + (1 - momentum) grad in place of momentum velocity + learning_rate grad, and the parameter is moved by learning_rate velocity in place of velocity
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    beta = momentum
    vdw = beta * np.asarray(velocity) + (1 - beta) * np.asarray(grad)
    w = np.asarray(parameter) - learning_rate * vdw
    return w, vdw
