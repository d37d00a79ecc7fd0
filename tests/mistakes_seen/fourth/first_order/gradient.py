import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single exp_for_power_of_two: the first factor is e^sin(...) (jnp.exp) in place of 2^sin(...)
def gradient(w):
    def g(w):
        return jnp.exp(jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)(w)


# %% single bracket_closed_early: the second factor is tanh(w_1^4) * tanh(w_0 + sin(0.2 w_1^2)), the bracket of the outer tanh closed after w_1^4, in place of tanh(w_1^4 * tanh(w_0 + sin(0.2 w_1^2)))
def the_function(w):
    x, y = w
    first = 2 ** jnp.sin(0.1 * x**2 + 0.5 * y**2)
    second = jnp.tanh(y**4) * jnp.tanh(x + jnp.sin(0.2 * y**2))
    return first * second


gradient = jax.grad(the_function)


# %% whole no_log_two: differentiated by hand with the chain rule, where the derivative of 2^s is taken as 2^s in place of 2^s ln 2
def sech2(t):
    return 1.0 / np.cosh(t) ** 2


def gradient(w):
    w0, w1 = float(w[0]), float(w[1])
    # g = A * B, with A = 2^s and B = tanh(q), q = w1^4 tanh(r)
    s = np.sin(0.1 * w0**2 + 0.5 * w1**2)
    cos_s = np.cos(0.1 * w0**2 + 0.5 * w1**2)
    A = 2.0**s
    dA0 = A * cos_s * 0.2 * w0
    dA1 = A * cos_s * 1.0 * w1
    r = w0 + np.sin(0.2 * w1**2)
    dr0 = 1.0
    dr1 = np.cos(0.2 * w1**2) * 0.4 * w1
    q = w1**4 * np.tanh(r)
    dq0 = w1**4 * sech2(r) * dr0
    dq1 = 4 * w1**3 * np.tanh(r) + w1**4 * sech2(r) * dr1
    B = np.tanh(q)
    dB0 = sech2(q) * dq0
    dB1 = sech2(q) * dq1
    return np.array([dA0 * B + A * dB0, dA1 * B + A * dB1])


# %% whole coarse_forward_difference: one-sided difference quotients with the coarse step h = 0.05, (g(w + h e_j) - g(w)) / h, in place of the exact derivative
import math

H = 0.05


def cost_value(p):
    x = p[0]
    y = p[1]
    exponent = math.sin(0.1 * x * x + 0.5 * y * y)
    inner = math.tanh(x + math.sin(0.2 * y * y))
    return math.pow(2.0, exponent) * math.tanh(y**4 * inner)


def gradient(w):
    base = cost_value(w)
    slopes = []
    for j in (0, 1):
        moved = [float(c) for c in w]
        moved[j] = moved[j] + H
        slopes.append((cost_value(moved) - base) / H)
    return np.array(slopes)
