# Style: helpers below the functions that use them, cells cut by `# %%`, constants by name; x64; 1/k

# %%
import jax
from jax import numpy as jnp

jax.config.update("jax_enable_x64", True)

# %% [markdown]
# ## Task 1

# %%
FACTOR = 1 / 50
COEFFICIENTS = {4: 1.0, 2: 1.0, 1: 10.0}


def cost_func(w):
    return FACTOR * sum(c * w**n for n, c in COEFFICIENTS.items())


def gradient_func(w):
    return FACTOR * sum(n * c * w ** (n - 1) for n, c in COEFFICIENTS.items())


# %%
def gradient_descent(g, gradient, alpha, max_its, w):
    return histories(g, gradient, fixed(alpha), max_its, w)[1]


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    schedule = one_over_k if diminishing_alpha else fixed(alpha)
    return histories(g, jax.grad(g), schedule, max_its, w)


# %%
def fixed(alpha):
    return lambda k: alpha


def one_over_k(k):
    return 1 / k


def histories(g, gradient, schedule, max_its, w):
    weight_history, cost_history = [], []
    for k in range(max_its + 1):
        if k > 0:
            w = w - schedule(k) * gradient(w)
        weight_history.append(jnp.array(w))
        cost_history.append(jnp.array(g(w)))
    return weight_history, cost_history


# %%
if __name__ == "__main__":
    import matplotlib.pyplot as plt

    plt.plot(histories(jnp.abs, jax.grad(jnp.abs), one_over_k, 20, 1.75)[1])
    plt.show()
    raise SystemExit("done")
