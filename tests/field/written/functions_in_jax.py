
import jax, jax.numpy as jnp, numpy as np
from functions import *

houses = np.load("data/houses.npz")
assert houses["X"].shape == (3, 2)

def newtons_method(dfdx, d2fdx2, x, num_iterations):
    step = jax.jit(lambda x, f, h: x - f(x) / h(x), static_argnums=(1, 2))
    for _ in range(num_iterations):
        x = step(x, dfdx, d2fdx2)
    return x

def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    x0, pk = jnp.array(x0), jnp.array(pk)
    f0, slope = objFunc(x0), jax.grad(objFunc)(x0) @ pk
    while objFunc(x0 + alpha0 * pk) > f0 + c1 * alpha0 * slope:
        alpha0 = alpha0 * rho
    return alpha0

def gradient_descent(init, steps, grad, proj):
    xs = [jnp.asarray(init)]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return jnp.stack(xs)

def frank_wolfe(initial, update_oracle, num_steps):
    xs = jnp.zeros((num_steps + 1, len(initial))).at[0].set(initial)
    for t in range(num_steps):
        xs = xs.at[t + 1].set(xs[t] + 2 / (t + 2) * (update_oracle(xs[t]) - xs[t]))
    return xs

def gd(f, df, x0, step_size_fn, num_steps):
    xs = [jnp.asarray(x0)]
    for k in range(num_steps):
        xs.append(xs[-1] - step_size_fn(k) * jax.grad(f)(xs[-1]))
    return [xs[-1], jnp.array([f(x) for x in xs]), jnp.array(xs)]

def linear_regression(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J = jnp.asarray(w_in), b_in, []
    for _ in range(num_iters):
        db, dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
        J += [compute_cost(X, y, w, b)]
    return w, b, J

def random_batches(X, batch_size, rng=None):
    order = np.arange(len(X))
    (np.random if rng is None else rng).shuffle(order)
    return X[order].reshape(-1, batch_size, X.shape[1])
