import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single shared_velocity: the velocity is kept in the class and not in the object, so that two optimizers which take turns share one velocity
class Momentum:
    z = 0.0

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        Momentum.z = 0.0

    def step(self, w, gradient):
        Momentum.z = self.beta * Momentum.z + gradient
        return w - self.alpha * Momentum.z


# %% single averaged_gradient: the gradient enters the velocity with the factor 1 - beta (exponential average), while the heavy ball has no factor
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% single nesterov_step: moves along gradient + beta * z with the new velocity z (Nesterov's form), instead of along z
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + gradient
        return w - self.alpha * (gradient + self.beta * self.z)


# %% whole not_remembered: the new velocity is computed into a local variable and never stored in the object, so it stays zero and every step is plain gradient descent
class Momentum:
    """Heavy ball."""

    def __init__(self, alpha, beta):
        self.learning_rate = alpha
        self.friction = beta
        self.velocity = None

    def _init_velocity(self, w):
        self.velocity = np.zeros_like(np.asarray(w, dtype=float))

    def step(self, w, gradient):
        # first call: we do not know the shape before
        if self.velocity is None:
            self._init_velocity(w)
        velocity = self.friction * self.velocity + gradient
        w_new = w - self.learning_rate * velocity
        return w_new


# %% whole bias_corrected: divides the velocity of the heavy ball by 1 - beta^t as Adam does with its average, though no correction is asked for
class Momentum:
    def __init__(self, alpha, beta):
        self.params = {"lr": alpha, "b": beta}
        self.state = {}

    def step(self, w, gradient):
        lr, b = self.params["lr"], self.params["b"]
        if not self.state:
            self.state["z"] = np.zeros(np.shape(w))
            self.state["t"] = 0
        self.state["t"] += 1
        self.state["z"] = b * self.state["z"] + gradient
        # z starts at zero, so the first values are too small
        z_hat = self.state["z"] / (1 - b ** self.state["t"])
        return w - lr * z_hat
