import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single exponent_two: w1 squared in place of w1 to the fourth
def gradient(w):
    def g(w):
        return 2 ** jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * jnp.tanh(
            w[1] ** 2 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2))
        )
    return jax.grad(g)(w)

# %% single base_e: e to the sine in place of 2 to the sine
def g5(w):
    a = jnp.exp(jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2))
    b = jnp.tanh(w[1] ** 4 * jnp.tanh(w[0] + jnp.sin(0.2 * w[1] ** 2)))
    return a * b

gradient = jax.grad(g5)

# %% single factors_swapped: the factors 0.1 and 0.5 inside the first sine are exchanged
def gradient(w):
    g = lambda x, y: 2.0 ** jnp.sin(0.5 * x**2 + 0.1 * y**2) * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))
    dx = jax.grad(g, 0)(w[0], w[1])
    dy = jax.grad(g, 1)(w[0], w[1])
    return jnp.array([dx, dy])

# %% single first_component_only: only the derivative with respect to w0 is returned in both places
def gradient(w):
    def g(x, y):
        left = 2.0 ** jnp.sin(0.1 * x**2 + 0.5 * y**2)
        return left * jnp.tanh(y**4 * jnp.tanh(x + jnp.sin(0.2 * y**2)))
    d = jax.grad(g)(w[0], w[1])
    return jnp.array([d, d])

# %% single sine_misplaced: w0 stands inside the inner sine
def gradient(w):
    def g(w):
        p = jnp.power(2.0, jnp.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2))
        return p * jnp.tanh(w[1] ** 4 * jnp.tanh(jnp.sin(w[0] + 0.2 * w[1] ** 2)))
    return jax.grad(g)(jnp.asarray(w))

# %% whole forward_differences: forward differences with a step of 0.1, far too coarse
def cost(w):
    s = np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    inner = np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    return 2**s * np.tanh(w[1] ** 4 * inner)

def gradient(w):
    h = 0.1
    grad = np.zeros(2)
    for j in range(2):
        e = np.zeros(2)
        e[j] = h
        grad[j] = (cost(w + e) - cost(w)) / h
    return grad

# %% whole numpy_inside_jax: np.sin and np.tanh inside a function that JAX differentiates: raises an error
def gradient(w):
    def g(w):
        return 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(
            w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
        )
    return jax.grad(g)(w)

# %% whole product_rule_by_hand: derived by hand, with the second term of the product rule and a log 2 forgotten
def gradient(w):
    x, y = w
    u = 0.1 * x**2 + 0.5 * y**2
    A = 2 ** np.sin(u)
    T = np.tanh(x + np.sin(0.2 * y**2))
    B = np.tanh(y**4 * T)
    # dA/dx = A * cos(u) * 0.2 x
    dx = A * np.cos(u) * 0.2 * x * B
    dy = A * np.cos(u) * 1.0 * y * B
    return np.array([dx, dy])
