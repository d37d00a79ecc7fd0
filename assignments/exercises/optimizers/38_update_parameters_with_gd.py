"""
# 38. DeepLearning.AI course 2: update_parameters_with_gd(parameters, grads, learning_rate) -> parameters
[[question]]
name = "update_parameters_with_gd"
title = "A gradient step on a dictionary of parameters"
signature = "update_parameters_with_gd(parameters, grads, learning_rate)"
returns = { W1 = "array", b1 = "array", W2 = "array", b2 = "array" }
points = 4
  [[question.case]]
  parameters = { W1 = [[1.0, 2.0]], b1 = [[0.5]], W2 = [[0.3]], b2 = [[-0.2]] }
  grads = { dW1 = [[0.1, -0.2]], db1 = [[0.3]], dW2 = [[1.0]], db2 = [[0.4]] }
  learning_rate = 0.1
  [[question.case]]
  parameters = { W1 = [[0.1, 0.2], [0.5, 0.4]], b1 = [[0.5], [0.2]], W2 = [[0.3, 0.1]], b2 = [[1.2]] }
  grads = { dW1 = [[0.4, 0.2], [-0.3, 1.0]], db1 = [[0.1], [0.2]], dW2 = [[0.7, 0.2]], db2 = [[-0.4]] }
  learning_rate = 0.03
  hidden = true
"""
# %% solution
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {key: value - learning_rate * grads["d" + key] for key, value in parameters.items()}

# %% honest
def update_parameters_with_gd(parameters, grads, learning_rate):
    for layer in range(len(parameters) // 2):
        parameters[f"W{layer + 1}"] -= learning_rate * grads[f"dW{layer + 1}"]
        parameters[f"b{layer + 1}"] -= learning_rate * grads[f"db{layer + 1}"]
    return parameters

# %% honest
from collections import OrderedDict
import copy
def update_parameters_with_gd(parameters, grads, learning_rate):
    new = OrderedDict(copy.deepcopy(parameters))
    for name in grads:
        for index in np.ndindex(*grads[name].shape):
            new[name[1:]][index] = parameters[name[1:]][index] - learning_rate * grads[name][index]
    return new

# %% wrong: sign
def update_parameters_with_gd(parameters, grads, learning_rate):
    return {key: value + learning_rate * grads["d" + key] for key, value in parameters.items()}

# %% wrong: the first layer alone
def update_parameters_with_gd(parameters, grads, learning_rate):
    for layer in range(1, len(parameters) // 2):
        parameters[f"W{layer}"] -= learning_rate * grads[f"dW{layer}"]
        parameters[f"b{layer}"] -= learning_rate * grads[f"db{layer}"]
    return parameters

# %% wrong: a list
def update_parameters_with_gd(parameters, grads, learning_rate):
    return [value - learning_rate * grads["d" + key] for key, value in parameters.items()]
