import numpy as np


def momentum_step(parameters, gradients, velocity, alpha, beta):
    new, v = {}, {}
    for key in parameters:
        v[key] = beta * velocity[key] + gradients[key]
        new[key] = parameters[key] - alpha * v[key]
    return new, v
