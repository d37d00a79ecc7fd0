import numpy as np

# %% single v_from_gradient: v is updated with grad^2 in place of step^2
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u = rho * u + (1 - rho) * grad ** 2
    step = -np.sqrt(v + epsilon) / np.sqrt(u + epsilon) * grad
    v = rho * v + (1 - rho) * grad ** 2
    parameter = parameter + step
    return parameter, u, v

# %% single old_u_in_step: the step is divided by the root of the old u (before its update) in place of the new u
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u_new = rho * u + (1 - rho) * np.square(grad)
    step = -np.sqrt((v + epsilon) / (u + epsilon)) * grad
    v_new = rho * v + (1 - rho) * np.square(step)
    return parameter + step, u_new, v_new

# %% whole epsilon_outside_root: epsilon is added outside the roots, (sqrt(v) + epsilon) / (sqrt(u) + epsilon), in place of under them
def rms(avg, eps):
    return np.sqrt(avg) + eps

def decay(avg, new, rho):
    return avg * rho + (new ** 2) * (1 - rho)

def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u = decay(u, grad, rho)
    dx = -(rms(v, epsilon) / rms(u, epsilon)) * grad
    v = decay(v, dx, rho)
    return parameter + dx, u, v

# %% whole weights_swapped_and_double_minus: two slips: rho and 1 - rho are swapped in the update of u (but not of v), and the step, which already has its minus, is subtracted from the parameter
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    acc_grad = (1 - rho) * u + rho * grad * grad
    top = (v + epsilon) ** 0.5
    bottom = (acc_grad + epsilon) ** 0.5
    delta = -top / bottom * grad
    acc_delta = rho * v + (1 - rho) * delta * delta
    parameter_next = parameter - delta
    return parameter_next, acc_grad, acc_delta
