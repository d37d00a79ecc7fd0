import numpy as np

# %% single rate_hard_coded: the step uses the constant 0.1 in place of the argument learning_rate
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for i in range(num_iterations):
        x = x - 0.1 * dfdx(x)
    return x

# %% single one_step_less: range(1, num_iterations) does num_iterations - 1 steps in place of num_iterations
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for iteration in range(1, num_iterations):
        gradient = dfdx(x)
        x = x - learning_rate * gradient
    return x

# %% whole slope_computed_once: the derivative is evaluated once, at the start, before the loop, and the same slope is used in every step
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    position = x
    slope = dfdx(position)
    remaining = num_iterations
    while remaining > 0:
        position = position - learning_rate * slope
        remaining = remaining - 1
    return position

# %% whole decay_and_early_stop: two slips: the learning rate is divided by the number of the step (learning_rate / (i + 1)) in place of constant, and the loop stops early where the change of x is below 0.001
def update(x, slope, rate):
    return x - rate * slope

def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    xs = [x]
    for i in range(num_iterations):
        rate = learning_rate / (i + 1)
        xs.append(update(xs[i], dfdx(xs[i]), rate))
        if abs(xs[i + 1] - xs[i]) < 0.001:
            break
    return xs[-1]
