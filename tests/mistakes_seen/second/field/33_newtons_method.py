import numpy as np


# %% single curvature_of_the_start: evaluates the second derivative once, at the starting point, and keeps it for all steps
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    h = d2fdx2(x)
    for _ in range(num_iterations):
        x = x - dfdx(x) / h
    return x


# %% single quotient_upside_down: divides the second derivative by the first
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for i in range(num_iterations):
        step = d2fdx2(x) / dfdx(x)
        x = x - step
    return x


# %% single stops_at_a_coarse_tolerance: leaves the loop early, as soon as the derivative is below 0.5 in absolute value, although no stopping rule was asked for
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        if abs(dfdx(x)) < 0.5:
            break
        x = x - dfdx(x) / d2fdx2(x)
    return x


# %% whole iterates_to_convergence: ignores num_iterations and repeats the step until the derivative is almost zero
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    eps = 1e-10
    count = 0
    while np.abs(dfdx(x)) > eps:
        x = x - dfdx(x) / d2fdx2(x)
        count += 1
        if count > 1000:
            break
    return x


# %% whole secant_after_the_first_step: uses the second derivative only in the first step, afterwards the slope between the last two derivatives (secant method)
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    x_prev = x
    x_curr = x - dfdx(x) / d2fdx2(x)
    for k in range(1, num_iterations):
        if x_curr == x_prev:
            break
        curvature = (dfdx(x_curr) - dfdx(x_prev)) / (x_curr - x_prev)
        x_next = x_curr - dfdx(x_curr) / curvature
        x_prev, x_curr = x_curr, x_next
    return x_curr
