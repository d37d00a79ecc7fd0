import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single root_of_k: the diminishing steplength is 1/sqrt(k) in place of 1/k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1 / np.sqrt(k) if diminishing_alpha else alpha
        w = w - steplength * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole gradient_of_the_start: the gradient is evaluated once at w^0, when the object is made, and used in all steps, in place of the gradient at w^(k-1)
class Descent:
    def __init__(self, g, w):
        self.g = g
        self.w = jnp.asarray(w, dtype=jnp.float32)  # float32 is right as well
        self.slope = jax.grad(g)(self.w)
        self.weights = [self.w]
        self.costs = [g(self.w)]

    def move(self, alpha):
        self.w = self.w - alpha * self.slope
        self.weights.append(self.w)
        self.costs.append(self.g(self.w))


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    descent = Descent(g, w)
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            descent.move(1.0 / k)
        else:
            descent.move(alpha)
    return descent.weights, descent.costs
