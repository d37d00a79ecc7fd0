import numpy as np


# %% single unit_ball: the radius is not used, the point is projected onto the ball of radius 1
RADIUS = 2.0


def projection(x):
    return x / max(1.0, np.linalg.norm(x))


# %% single always_on_the_sphere: points inside the ball are scaled onto the sphere too, instead of being left as they are
RADIUS = 2.0


def projection(x):
    return RADIUS * x / np.linalg.norm(x)


# %% single norm_1: the length is measured in the 1-norm instead of the Euclidean norm
RADIUS = 2.0


def projection(x):
    norm = np.linalg.norm(x, 1)
    if norm <= RADIUS:
        return x
    return x * RADIUS / norm


# %% whole box: each coordinate is cut to [-R, R] by itself, which is the projection onto a box and not onto the ball
R = 2.0


def projection(x):
    y = np.copy(x)
    for i in range(len(y)):
        if y[i] > R:
            y[i] = R
        if y[i] < -R:
            y[i] = -R
    return y


# %% whole root_forgotten: the length is the sum of the squares without the root, both in the comparison with the radius and in the scaling
radius = 2.0


def length(x):
    s = 0
    for xi in x:
        s = s + xi**2
    return s


def projection(x):
    """Project x onto the L2-ball"""
    l = length(x)
    if l > radius:
        x = x / l * radius
    return x
