import numpy as np
from functions import halving

houses = np.load("data/houses.npz")


def newtons_method(dfdx, d2fdx2, x, num_iterations):
    ### BEGIN SOLUTION
    for _ in range(num_iterations):
        x = x - dfdx(x) / d2fdx2(x)
    return x
    ### END SOLUTION


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    ### BEGIN SOLUTION
    alpha, slope = alpha0, gradObjFunc(x0) @ pk
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * alpha * slope:
        alpha *= rho
    return alpha
    ### END SOLUTION


def gradient_descent(init, steps, grad, proj):
    ### BEGIN SOLUTION
    xs = [init]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return xs
    ### END SOLUTION


def frank_wolfe(initial, update_oracle, num_steps):
    ### BEGIN SOLUTION
    xs = [initial]
    for t in range(num_steps):
        gamma = 2 / (t + 2)
        xs.append((1 - gamma) * xs[-1] + gamma * update_oracle(xs[-1]))
    return xs
    ### END SOLUTION


def gd(f, df, x0, step_size_fn, num_steps):
    ### BEGIN SOLUTION
    xs, fs = [x0], [f(x0)]
    for k in range(num_steps):
        xs.append(xs[-1] - step_size_fn(k) * df(xs[-1]))
        fs.append(f(xs[-1]))
    return xs[-1], fs, xs
    ### END SOLUTION


def linear_regression(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    ### BEGIN SOLUTION
    w, b, J_history = w_in, b_in, []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history
    ### END SOLUTION


def random_batches(X, batch_size, rng=None):
    ### BEGIN SOLUTION
    order = np.random.permutation(len(X)) if rng is None else rng.permutation(len(X))
    return [X[order[i : i + batch_size]] for i in range(0, len(X), batch_size)]
    ### END SOLUTION
