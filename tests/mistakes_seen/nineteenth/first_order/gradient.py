import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single base_e: the first factor is written as exp(sin(...)) instead of 2 ** sin(...)
def gradient(w):
    def g(w):
        return jnp.exp(jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)) * jnp.tanh(
            w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )

    return jax.grad(g)(w)


# %% single tanh_closed_too_early: the parenthesis of the outer tanh closes after w_1^4, so the cost has the product tanh(w_1^4) tanh(...) instead of the nested tanh
def my_cost(w):
    a = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    b = jnp.tanh(w[1] ** 4) * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return a * b


gradient = jax.grad(my_cost)


# %% single half_of_the_difference: forward differences g(w + h) - g(w) are divided by 2h, as for central ones, so the gradient is half as large
def g(w):
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return 2.0 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(w[1] ** 4 * inner)


def gradient(w):
    h = 1e-6
    w = np.asarray(w, dtype=float)
    result = np.zeros(2)
    for j in range(2):
        step = np.zeros(2)
        step[j] = h
        result[j] = (g(w + step) - g(w)) / (2 * h)
    return result


# %% whole no_log_two: the gradient is derived by hand, and the derivative of 2^s is written as 2^s s' without the factor log 2
def sech2(x):
    return 1 - np.tanh(x) ** 2


def gradient(w):
    x, y = w
    # g = A * B with A = 2^s and B = tanh(p), p = y^4 * t
    s = np.sin(0.1 * x**2 + 0.5 * y**2)
    c = np.cos(0.1 * x**2 + 0.5 * y**2)
    A = 2**s
    r = x + np.sin(0.2 * y**2)
    t = np.tanh(r)
    p = y**4 * t
    B = np.tanh(p)

    # inner derivatives
    s_x = c * 0.2 * x
    s_y = c * y
    r_y = np.cos(0.2 * y**2) * 0.4 * y
    p_x = y**4 * sech2(r)
    p_y = 4 * y**3 * t + y**4 * sech2(r) * r_y

    # product rule
    g_x = A * s_x * B + A * sech2(p) * p_x
    g_y = A * s_y * B + A * sech2(p) * p_y
    return np.array([g_x, g_y])


# %% whole sine_squared: sin(0.2 w_1^2) is written as the square of sin(0.2 w_1), the exponent stands outside the sine
def first_factor(u, v):
    return jnp.power(2.0, jnp.sin(0.1 * jnp.square(u) + 0.5 * jnp.square(v)))


def second_factor(u, v):
    bend = jnp.sin(0.2 * v) ** 2
    return jnp.tanh(jnp.power(v, 4) * jnp.tanh(u + bend))


@jax.jit
def hard_function(u, v):
    return first_factor(u, v) * second_factor(u, v)


partial_u = jax.grad(hard_function, argnums=0)
partial_v = jax.grad(hard_function, argnums=1)


def gradient(w):
    u, v = w[0], w[1]
    return jnp.stack([partial_u(u, v), partial_v(u, v)])
