import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single exp_for_power_of_two: writes the first factor as e^sin(...) in place of 2^sin(...)
def gradient(w):
    def g(w):
        first = jnp.exp(jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2))
        second = jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
        return first * second

    return jax.grad(g)(w)


# %% single tanh_not_nested: the outer tanh goes around w1^4 alone, so that the second factor is tanh(w1^4) tanh(...) and not tanh(w1^4 tanh(...))
def g_auto(w):
    a = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    b = jnp.tanh(w[1] ** 4) * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return a * b


gradient = jax.grad(g_auto)


# %% single coarse_difference: approximates the partial derivatives by forward differences with the large step 0.05, so that they are right to about one digit
def gradient(w):
    def g(w0, w1):
        return 2 ** np.sin(0.1 * w0**2 + 0.5 * w1**2) * np.tanh(w1**4 * np.tanh(w0 + np.sin(0.2 * w1**2)))

    h = 0.05
    w0, w1 = float(w[0]), float(w[1])
    here = g(w0, w1)
    return np.array([(g(w0 + h, w1) - here) / h, (g(w0, w1 + h) - here) / h])


# %% whole no_log_two: differentiates by hand and forgets the factor log 2 in the derivative of 2^u
def sech2(x):
    return 1 - np.tanh(x) ** 2


def gradient(w):
    x, y = w[0], w[1]

    # inner pieces
    u = 0.1 * x**2 + 0.5 * y**2
    r = x + np.sin(0.2 * y**2)
    s = y**4 * np.tanh(r)

    A = 2 ** np.sin(u)
    B = np.tanh(s)

    # first factor
    A_x = A * np.cos(u) * 0.2 * x
    A_y = A * np.cos(u) * y

    # second factor
    B_x = sech2(s) * y**4 * sech2(r)
    B_y = sech2(s) * (4 * y**3 * np.tanh(r) + y**4 * sech2(r) * np.cos(0.2 * y**2) * 0.4 * y)

    return np.array([A_x * B + A * B_x, A_y * B + A * B_y])


# %% whole product_of_derivatives: differentiates the two factors by JAX and multiplies their gradients, in place of the product rule
def factor_one(w):
    return jnp.power(2.0, jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2))


def factor_two(w):
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return jnp.tanh(w[1] ** 4 * inner)


grad_one = jax.grad(factor_one)
grad_two = jax.grad(factor_two)


def gradient(w):
    w = jnp.array(w, dtype=jnp.float64)
    return grad_one(w) * grad_two(w)
