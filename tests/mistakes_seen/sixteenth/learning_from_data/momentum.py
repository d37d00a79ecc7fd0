import numpy as np


# %% single averaged_velocity: the velocity is the exponential average beta z + (1 - beta) g and not beta z + g
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% single velocity_of_the_class: the velocity is an attribute of the class, and all optimizers share it
class Momentum:
    z = 0.0

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        Momentum.z = 0.0

    def step(self, w, gradient):
        Momentum.z = self.beta * Momentum.z + gradient
        return w - self.alpha * Momentum.z


# %% single nesterov_step: returns Nesterov's point w - alpha (g + beta z) with the new z, where the heavy ball is w - alpha z
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        self.z = None

    def step(self, w, gradient):
        if self.z is None:
            self.z = np.zeros_like(w)
        self.z = self.beta * self.z + gradient
        return w - self.alpha * (gradient + self.beta * self.z)


# %% whole alpha_twice: multiplies the gradient by alpha in the velocity and the velocity by alpha once more in the step
class Momentum:
    """Heavy ball.

    velocity:   z <- beta * z + alpha * gradient
    """

    def __init__(self, alpha, beta):
        self.learning_rate = alpha
        self.momentum = beta
        self.velocity = None

    def _update_velocity(self, gradient):
        if self.velocity is None:
            self.velocity = np.zeros(np.shape(gradient))
        self.velocity = self.momentum * self.velocity + self.learning_rate * np.asarray(gradient)

    def step(self, w, gradient):
        self._update_velocity(gradient)
        new_w = w - self.learning_rate * self.velocity
        return new_w


# %% whole first_call_stands_still: the first call of step only makes the velocity of zeros and returns w as it is, so its gradient is lost and every point comes one call too late
class Momentum:

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.first = True

    def step(self, w, gradient):
        w = np.array(w, dtype=float)
        if self.first:
            # now we know the shape
            self.z = np.zeros_like(w)
            self.first = False
        else:
            self.z = self.beta * self.z + gradient
        return w - self.alpha * self.z
