import numpy as np


# %% single wrong_sign: The Newton step is added to x, it should be subtracted.
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        x = x + dfdx(x) / d2fdx2(x)
    return x


# %% single one_step_short: The loop runs from 1 to num_iterations - 1, so one iteration is missing.
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for iteration in range(1, num_iterations):
        x = x - dfdx(x) / d2fdx2(x)
    return x


# %% single fraction_upside_down: The step is the second derivative divided by the first, the fraction is upside down.
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        x = x - d2fdx2(x) / dfdx(x)
    return x


# %% whole average_with_old: The student takes the mean of the old point and of Newton's new point as the next point, so that every step is only half a Newton step.
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    x_old = x
    i = 0
    while i < num_iterations:
        slope = dfdx(x_old)
        curvature = d2fdx2(x_old)
        x_new = x_old - slope / curvature
        # smooth the sequence a bit so it does not jump around
        x_old = (x_old + x_new) / 2
        i = i + 1
    return x_old


# %% whole half_of_taylor: The student divides by f''/2, the coefficient in Taylor's series, and so takes steps twice as long as Newton's.
def taylor_coefficients(dfdx, d2fdx2, at):
    # f(x+h) = f(x) + c1*h + c2*h^2
    return dfdx(at), d2fdx2(at) / 2


def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    history = [x]
    for n in range(num_iterations):
        c1, c2 = taylor_coefficients(dfdx, d2fdx2, history[n])
        h = -c1 / c2
        history.append(history[n] + h)
    return history[-1]
