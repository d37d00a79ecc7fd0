import numpy as np


# %% single step_with_old_sum: divides by the root of G as it was before the gradient of this step was added; the returned G is right
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    parameter = parameter - learning_rate * grad / (np.sqrt(G) + epsilon)
    G = G + grad**2
    return parameter, G


# %% single root_kept_as_sum: overwrites G with its square root and returns that as the accumulated sum; the parameter is right
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad * grad
    G = np.sqrt(G)
    parameter = parameter - learning_rate / (G + epsilon) * grad
    return parameter, G


# %% single adds_the_whole_norm: adds the squared norm of the whole gradient to every entry of G instead of each entry's own square
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + np.dot(grad, grad)
    update = learning_rate * grad / (np.sqrt(G) + epsilon)
    return parameter - update, G


# %% whole decaying_average: keeps a decaying average of the squared gradients, 0.9 G + 0.1 g^2 (RMSprop), instead of their sum
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    rho = 0.9
    new_G = np.zeros(len(G))
    new_p = np.zeros(len(parameter))
    for i in range(len(parameter)):
        new_G[i] = rho * G[i] + (1 - rho) * grad[i] ** 2
        new_p[i] = parameter[i] - learning_rate * grad[i] / (new_G[i] ** 0.5 + epsilon)
    return new_p, new_G


# %% whole step_scaled_before_squaring: adds the square of learning_rate * grad to G instead of that of grad, and epsilon stands inside the square root
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    delta = learning_rate * grad
    G = G + np.square(delta)
    parameter = parameter - np.divide(delta, np.sqrt(G + epsilon))
    return parameter, G
