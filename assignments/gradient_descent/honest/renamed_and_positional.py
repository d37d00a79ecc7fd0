# Style: own names for all parameters in the order asked for; the fifth one has another default; value_and_grad; column vectors; float32; 1/k
from jax import value_and_grad as vg
import jax.numpy as jnp

def cost_func(x): return (x**4 + x**2 + 10*x) / 50
def gradient_func(x): return vg(cost_func)(x)[1]

def gradient_descent(f, df, eta, n, x0):
    hist, x = [], x0
    for _ in range(n):
        hist.append(f(x)); x = x - eta * df(x)
    return hist + [f(x)]

def gradient_descent_auto(f, eta, n, x0, shrink=None, /):
    f_df, x, xs, ys = vg(f), jnp.asarray(x0), [], []
    for k in range(n):
        y, d = f_df(x)
        xs.append(x.reshape(-1, 1)); ys.append([y])
        x = x - (1 / (k + 1) if shrink else eta) * d
    return [xs + [x.reshape(-1, 1)], ys + [[f(x)]]]
