import numpy as np

# %% single squared_norm_in_stop: the stopping test compares the squared norm grad . grad with tol in place of the norm
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = x0
    path = [x0]
    k = 0
    while k < maxIter:
        g = gradObjFunc(x)
        if np.dot(g, g) <= tol:
            break
        x = x - alpha * g
        path.append(x)
        k += 1
    return x, k, path

# %% single stale_gradient_in_stop: the stopping test comes after the step and uses the gradient of the point before the step, so one step too many is done
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x = np.copy(x0)
    path = [x]
    steps = 0
    for i in range(maxIter):
        g = gradObjFunc(x)
        x = x - alpha * g
        path.append(x)
        steps += 1
        if np.linalg.norm(g) <= tol:
            break
    return x, steps, path

# %% whole normalized_direction: the step goes along the normalized gradient, x - alpha grad / |grad|, in place of x - alpha grad
def length(v):
    return np.sqrt(sum(vi ** 2 for vi in v))

def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    xk = x0
    points = [xk]
    n_steps = 0
    grad = gradObjFunc(xk)
    while length(grad) > tol and n_steps < maxIter:
        d = -grad / length(grad)
        xk = xk + alpha * d
        points.append(xk)
        n_steps = n_steps + 1
        grad = gradObjFunc(xk)
    return xk, n_steps, points

# %% whole stop_on_objective_change: two slips: stops after the step where |f(x_new) - f(x_old)| <= tol in place of where |grad| <= tol, and the path starts empty, so x0 is missing in it
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = []
    x_old = x0
    f_old = objFunc(x_old)
    count = 0
    done = False
    while not done and count < maxIter:
        x_new = x_old - alpha * gradObjFunc(x_old)
        f_new = objFunc(x_new)
        count += 1
        path.append(x_new)
        if abs(f_new - f_old) <= tol:
            done = True
        x_old, f_old = x_new, f_new
    return x_old, count, path
