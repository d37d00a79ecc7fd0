# %% single one_step_short: the loop counts from 1 up to num_iterations - 1, so it makes one step too few
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for iteration in range(1, num_iterations):
        x = x - learning_rate * dfdx(x)
    return x


# %% whole rate_shrinks: the learning rate of step k is learning_rate / k, a diminishing one, in place of the fixed learning rate
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    def descend(point, step):
        if step > num_iterations:
            return point
        rate = learning_rate / step
        return descend(point - rate * dfdx(point), step + 1)

    return descend(x, 1)
