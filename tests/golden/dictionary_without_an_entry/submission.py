import numpy as np


def momentum_step(parameters, gradients, velocity, alpha, beta):
    v = beta * velocity["W"] + (1 - beta) * gradients["W"]
    return {"W": parameters["W"] - alpha * v, "B": parameters["b"]}, {"W": v, "b": velocity["b"]}
