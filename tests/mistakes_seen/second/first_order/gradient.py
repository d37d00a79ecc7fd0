import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single base_e: the power has the base e (jnp.exp) instead of 2
def func(w):
    s = jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    return jnp.exp(s) * jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))


def gradient(w):
    return jax.grad(func)(w)


# %% single bracket_closed_after_w1: the bracket of the outer tanh closes after w1^4, so that it is tanh(w1^4) times the inner tanh, not tanh of the product
def gradient(w):
    def g(w):
        w0, w1 = w
        factor = 2 ** jnp.sin(0.1 * w0**2 + 0.5 * w1**2)
        return factor * jnp.tanh(w1**4) * jnp.tanh(w0 + jnp.sin(0.2 * w1**2))

    return jax.grad(g)(jnp.asarray(w))


# %% single squares_the_coefficients: in the sine of the exponent the coefficients 0.1 and 0.5 are squared together with the coordinates
def g(w):
    exponent = jnp.sin((0.1 * w[0]) ** 2 + (0.5 * w[1]) ** 2)
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return jnp.power(2.0, exponent) * jnp.tanh(w[1] ** 4 * inner)


gradient = jax.grad(g)


# %% whole coarse_forward_differences: forward differences in NumPy with the step 0.01 instead of automatic differentiation, too coarse to be exact
def gradient(w):
    def g(x, y):
        return 2 ** np.sin(0.1 * x**2 + 0.5 * y**2) * np.tanh(y**4 * np.tanh(x + np.sin(0.2 * y**2)))

    h = 1e-2
    x, y = w
    base = g(x, y)
    return np.array([(g(x + h, y) - base) / h, (g(x, y + h) - base) / h])


# %% whole chain_rule_by_hand: differentiates by hand and forgets two factors: ln 2 from the power of 2, and the inner derivative 0.4 w1 of sin(0.2 w1^2)
def gradient(w):
    x, y = w[0], w[1]
    e = 0.1 * x**2 + 0.5 * y**2
    power = 2 ** np.sin(e)
    s = x + np.sin(0.2 * y**2)
    q = y**4 * np.tanh(s)
    sech2_s = 1 - np.tanh(s) ** 2
    sech2_q = 1 - np.tanh(q) ** 2

    dpower_dx = power * np.cos(e) * 0.2 * x
    dpower_dy = power * np.cos(e) * y
    dq_dx = y**4 * sech2_s
    dq_dy = 4 * y**3 * np.tanh(s) + y**4 * sech2_s * np.cos(0.2 * y**2)
    return [
        dpower_dx * np.tanh(q) + power * sech2_q * dq_dx,
        dpower_dy * np.tanh(q) + power * sech2_q * dq_dy,
    ]
