import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single gradient_weighted: the velocity is the exponential average, beta z + (1 - beta) g, in place of the heavy ball's beta z + g
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% single shared_velocity: the velocity stands in a dictionary of the class, so that all optimizers share one velocity
class Momentum:
    state = {}

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta

    def step(self, w, gradient):
        z = self.state.get("z", np.zeros_like(gradient))
        z = self.beta * z + gradient
        self.state["z"] = z
        return w - self.alpha * z


# %% single velocity_not_kept: the new velocity is a local variable and is never stored in the optimizer, so that every step is plain gradient descent
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0

    def step(self, w, gradient):
        z = self.beta * self.z + gradient
        return w - self.alpha * z


# %% whole looks_ahead: moves by Nesterov's rule, w - alpha (g + beta z) with the new z, in place of w - alpha z
class Momentum:
    """Momentum with a velocity for every optimizer."""

    def __init__(self, alpha, beta):
        self.lr, self.mu = alpha, beta
        self.velocity = None

    def _update_velocity(self, g):
        if self.velocity is None:
            self.velocity = np.zeros(np.shape(g))
        self.velocity = self.mu * self.velocity + g
        return self.velocity

    def step(self, w, gradient):
        v = self._update_velocity(gradient)
        direction = gradient + self.mu * v
        return w - self.lr * direction


# %% whole alpha_twice: the gradient is multiplied by alpha when it enters the velocity and the velocity again in the move, so that alpha counts twice
def decay(z, beta):
    return beta * z


def push(gradient, alpha):
    return alpha * gradient


class Momentum:
    def __init__(self, alpha, beta):
        self.params = (alpha, beta)
        self.z = None
        self.calls = 0

    def step(self, w, gradient):
        alpha, beta = self.params
        if self.calls == 0:
            self.z = 0 * np.asarray(w, dtype=float)
        self.calls += 1
        # velocity first, then the point
        self.z = decay(self.z, beta) + push(gradient, alpha)
        w_new = w - alpha * self.z
        return w_new
