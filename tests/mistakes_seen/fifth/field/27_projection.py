import numpy as np

R = 2

# %% single one_norm: the length of x is measured by the 1-norm in place of the Euclidean norm
def projection(x):
    n = np.linalg.norm(x, 1)
    return x if n <= R else x / n * R

# %% single pushed_out: min and max are exchanged, so that points inside the ball are pushed out to its surface and points outside stay where they are
def projection(x):
    return x * max(1, R / np.linalg.norm(x))

# %% whole box: each component is cut to [-R, R], the projection onto a box, in place of shortening the vector
def clamp(value, low, high):
    if value < low:
        return low
    if value > high:
        return high
    return value


def projection(x):
    projected = np.array(x, dtype=float)
    for i in range(len(projected)):
        projected[i] = clamp(projected[i], -R, R)
    return projected

# %% whole no_root: the root of the sum of squares is forgotten, so the squared length is compared with the radius and divides x
def projection(x):
    total = 0.0
    for xi in x:
        total += float(xi) ** 2
    inside = total <= R
    if inside:
        return np.array(x)
    return np.array([R * float(xi) / total for xi in x])
