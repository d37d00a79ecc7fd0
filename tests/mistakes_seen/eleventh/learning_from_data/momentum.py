import numpy as np

# %% single first_gradient_twice: at the first call the velocity is set to the gradient instead of zero and the gradient is then added once more, so the first z is (1 + beta) g
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = None

    def step(self, w, gradient):
        if self.z is None:
            # first call: now we know the shape
            self.z = gradient
        self.z = self.beta * self.z + gradient
        return w - self.alpha * self.z

# %% whole velocity_not_stored: the new velocity is a local variable and never stored in the optimizer, so it is zero at every call and what remains is plain gradient descent
class Momentum:
    """Heavy ball."""

    def __init__(self, alpha, beta):
        self.learning_rate, self.friction = alpha, beta
        self.velocity = 0.0

    def new_velocity(self, g):
        velocity = self.friction * self.velocity + g
        return velocity

    def step(self, w, gradient):
        velocity = self.new_velocity(np.asarray(gradient))
        return np.asarray(w) - self.learning_rate * velocity
