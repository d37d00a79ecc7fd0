import numpy as np


# %% single alpha_twice: the velocity sums up alpha times the gradient and the step multiplies it with alpha once more, in place of a velocity of plain gradients
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta, self.velocity = alpha, beta, 0.0

    def step(self, w, gradient):
        self.velocity = self.beta * self.velocity + self.alpha * gradient
        return w - self.alpha * self.velocity


# %% whole first_gradient_forgotten: the first call makes a velocity of zeros and takes a plain gradient step without storing the gradient in it, so the first gradient is missing in the velocity of all later steps
class Momentum:
    """Heavy ball.

    The shape of w is not known before the first step.
    """

    def __init__(self, alpha, beta):
        self.learning_rate = alpha
        self.friction = beta
        self.z = None

    def _is_new(self):
        return self.z is None

    def step(self, w, gradient):
        gradient = np.asarray(gradient, dtype=float)
        if self._is_new():
            # nothing to remember yet -> ordinary gradient descent
            self.z = np.zeros_like(gradient)
            return w - self.learning_rate * gradient
        self.z = self.friction * self.z + gradient
        return w - self.learning_rate * self.z
