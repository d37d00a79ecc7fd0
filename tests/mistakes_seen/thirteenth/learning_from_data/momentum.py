import jax
import jax.numpy as jnp
import numpy as np


# %% single velocity_as_average: the gradient enters the velocity with the factor 1 - beta
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% whole nesterov_class: the step goes along gradient + beta z with the new z, which is Nesterov's form and not the heavy ball
class Momentum:
    """Momentum with a velocity, which gets its shape at the first step."""

    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        self.velocity = None

    def _remember(self, gradient):
        if self.velocity is None:
            self.velocity = np.zeros(np.shape(gradient))
        self.velocity = self.beta * self.velocity + gradient

    def _direction(self, gradient):
        # the gradient now, and what we remember
        return gradient + self.beta * self.velocity

    def step(self, w, gradient):
        self._remember(gradient)
        return w - self.alpha * self._direction(gradient)
