import numpy as np


def momentum_step(parameters, gradients, velocity, alpha, beta):
    W, b = parameters["W"], parameters["b"]
    v_W = beta * velocity["W"] + (1 - beta) * gradients["W"]
    v_b = beta * velocity["b"] + (1 - beta) * gradients["b"]
    return {"W": W - alpha * v_W, "b": b - alpha * gradients["b"]}, {"W": v_W, "b": v_b}
