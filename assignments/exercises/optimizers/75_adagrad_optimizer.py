"""
# 75. deep-ml 145: adagrad_optimizer(parameter, grad, G, learning_rate, epsilon) -> parameter, G
[[question]]
name = "adagrad_optimizer"
title = "A step of Adagrad"
signature = "adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8)"
returns = [{ parameter = { kind = "array", tolerance = 1e-5 } }, { G = { kind = "array", tolerance = 1e-5 } }]
points = 3
  [[question.case]]
  parameter = [1.0, 2.0]
  grad = [0.1, 0.2]
  G = [1.0, 0.3]
  [[question.case]]
  parameter = [0.455, -0.77, 0.162]
  grad = [0.258, 0.263, -0.141]
  G = [0.221, 0.123, 0.731]
  learning_rate = 0.431
  epsilon = 0.132
  [[question.case]]
  parameter = [0.4, -1.0, 0.3]
  grad = [0.5, 0.2, -0.1]
  G = [0.2, 0.1, 0.7]
  learning_rate = 0.3
  epsilon = 0.1
  hidden = true
"""
# %% solution
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad**2
    return parameter - learning_rate * grad / (np.sqrt(G) + epsilon), G

# %% honest
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G += np.power(grad, 2)
    parameter -= learning_rate / (np.sqrt(G) + epsilon) * grad
    return np.round(parameter, 5), np.round(G, 5)

# %% honest
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = [a + g * g for a, g in zip(G, grad)]
    return [p - learning_rate * g / (a**0.5 + epsilon) for p, g, a in zip(parameter, grad, G)], G

# %% wrong: the old G
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    return parameter - learning_rate * grad / (np.sqrt(G) + epsilon), G + grad**2

# %% wrong: not squared
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad
    return parameter - learning_rate * grad / (np.sqrt(G) + epsilon), G

# %% wrong: without the root
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad**2
    return parameter - learning_rate * grad / (G + epsilon), G
