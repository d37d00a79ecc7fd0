import numpy as np


# %% single uphill: adds the derivative in place of subtracting it, which goes uphill
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for _ in range(num_iterations):
        x = x + learning_rate * dfdx(x)
    return x


# %% single one_step_short: range(1, num_iterations) makes one step too few
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for iteration in range(1, num_iterations):
        x = x - learning_rate * dfdx(x)
    return x


# %% single returns_in_the_loop: the return stands inside the loop, so only the first step is taken
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for iteration in range(num_iterations):
        x = x - learning_rate * dfdx(x)
        return x


# %% whole slope_of_the_start: evaluates the derivative once, at the starting point, and uses this slope in all steps
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    slope = dfdx(x)
    step = learning_rate * slope
    positions = [x]
    for i in range(num_iterations):
        positions.append(positions[-1] - step)
    return positions[-1]


# %% whole rate_decays: divides the learning rate by the number of the step, where it should be fixed
def decayed(rate, epoch):
    # smaller steps towards the end
    return rate / (1 + epoch)


def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    current = x
    epoch = 0
    while epoch < num_iterations:
        current -= decayed(learning_rate, epoch) * dfdx(current)
        epoch += 1
    return current
