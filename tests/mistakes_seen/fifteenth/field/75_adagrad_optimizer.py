import numpy as np


# %% single old_sum: The step is divided by the root of the old G, before the new square is added; the G that is returned is right.
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    new_parameter = parameter - learning_rate * grad / (np.sqrt(G) + epsilon)
    new_G = G + grad**2
    return new_parameter, new_G


# %% single not_accumulated: G is set to the square of the new gradient alone: the old sum is lost.
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = np.square(grad)
    parameter = parameter - learning_rate * grad / (np.sqrt(G) + epsilon)
    return parameter, G


# %% single returns_root: The G that is returned is the root of the sum, because the root overwrites G before the step; the parameter is right.
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad**2
    G = np.sqrt(G)
    parameter = parameter - learning_rate / (G + epsilon) * grad
    return parameter, G


# %% whole no_root: The gradient is divided by the sum of squares itself, without the square root.
def adagrad_component(p, g, s, lr, eps):
    s = s + g * g
    p = p - lr * g / (s + eps)
    return p, s


def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    shape = np.shape(parameter)
    p_flat = np.array(parameter, dtype=float).ravel()
    g_flat = np.array(grad, dtype=float).ravel()
    s_flat = np.array(G, dtype=float).ravel()
    for i in range(len(p_flat)):
        p_flat[i], s_flat[i] = adagrad_component(p_flat[i], g_flat[i], s_flat[i], learning_rate, epsilon)
    return p_flat.reshape(shape), s_flat.reshape(shape)


# %% whole norm_of_gradient: The sum of the squares of all components is added to every component of G, in place of each component's own square.
def adagrad_optimizer(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    parameter, grad = np.asarray(parameter), np.asarray(grad)

    # squared length of the gradient
    squared = np.linalg.norm(grad) ** 2
    accumulated = np.asarray(G) + squared

    adapted_rate = learning_rate / (np.sqrt(accumulated) + epsilon)
    new_parameter = parameter - adapted_rate * grad
    return new_parameter, accumulated
