import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single sine_closed_too_early: the sine in the exponent is taken of 0.1 w_0^2 alone: 2^(sin(0.1 w_0^2) + 0.5 w_1^2) in place of 2^sin(0.1 w_0^2 + 0.5 w_1^2)
def g(w):
    return 2 ** (jnp.sin(0.1 * w[0] ** 2) + 0.5 * w[1] ** 2) * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))


gradient = jax.grad(g)


# %% single tanh_times_tanh: the outer tanh is taken of w_1^4 alone and multiplied by the inner tanh: tanh(w_1^4) * tanh(...) in place of tanh(w_1^4 * tanh(...))
def gradient(w):
    def g(w):
        first = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        second = jnp.tanh(w[1] ** 4) * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        return first * second

    return jax.grad(g)(w)


# %% whole by_hand_without_ln_2: differentiated by hand, and the derivative of 2^s is taken as 2^s s' without the factor ln 2
def gradient(w):
    x, y = w[0], w[1]
    u = 0.1 * x**2 + 0.5 * y**2
    A = 2 ** np.sin(u)
    # derivatives of A
    A_x = A * np.cos(u) * 0.2 * x
    A_y = A * np.cos(u) * y
    t = np.tanh(x + np.sin(0.2 * y**2))
    t_x = 1 - t**2
    t_y = (1 - t**2) * np.cos(0.2 * y**2) * 0.4 * y
    B = np.tanh(y**4 * t)
    # derivatives of B
    B_x = (1 - B**2) * y**4 * t_x
    B_y = (1 - B**2) * (4 * y**3 * t + y**4 * t_y)
    return np.array([A_x * B + A * B_x, A_y * B + A * B_y])


# %% whole central_difference_over_h: a central difference g(w + h e_j) - g(w - h e_j) is divided by h in place of 2h, so the gradient is twice too long
import math


def my_cost(w0, w1):
    power = math.sin(0.1 * w0 * w0 + 0.5 * w1 * w1)
    inner = math.tanh(w0 + math.sin(0.2 * w1 * w1))
    return 2**power * math.tanh(w1**4 * inner)


def gradient(w):
    h = 1e-5
    a, b = float(w[0]), float(w[1])
    d0 = (my_cost(a + h, b) - my_cost(a - h, b)) / h
    d1 = (my_cost(a, b + h) - my_cost(a, b - h)) / h
    return np.array([d0, d1])
