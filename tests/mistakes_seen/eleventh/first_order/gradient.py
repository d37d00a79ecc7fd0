import jax
import jax.numpy as jnp
import numpy as np

# %% single split_tanh: misread brackets, tanh(w_1^4) * tanh(w_0 + sin(0.2 w_1^2)) instead of tanh(w_1^4 tanh(...))
def _g(w):
    power = 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    inner = jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
    return power * jnp.tanh(w[1] ** 4) * inner


def gradient(w):
    return jax.grad(_g)(w)

# %% whole ln2_forgotten: differentiated by hand, and the derivative of 2^s lacks the factor log(2), as if 2^s were e^s
def gradient(w):
    x, y = w[0], w[1]

    # first factor: A = 2^sin(u)
    u = 0.1 * x**2 + 0.5 * y**2
    A = 2.0 ** np.sin(u)
    A_x = A * np.cos(u) * 0.2 * x
    A_y = A * np.cos(u) * 1.0 * y

    # second factor: B = tanh(y^4 T) with T = tanh(q)
    q = x + np.sin(0.2 * y**2)
    T = np.tanh(q)
    q_y = np.cos(0.2 * y**2) * 0.4 * y
    B = np.tanh(y**4 * T)
    B_x = (1 - B**2) * y**4 * (1 - T**2)
    B_y = (1 - B**2) * (4 * y**3 * T + y**4 * (1 - T**2) * q_y)

    # product rule
    return np.array([A_x * B + A * B_x, A_y * B + A * B_y])
