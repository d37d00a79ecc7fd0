import numpy as np


# %% single velocity_of_the_class: the velocity is stored on the class, Momentum.z, so that all optimizers share one velocity
class Momentum:
    z = None

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        Momentum.z = 0.0

    def step(self, w, gradient):
        Momentum.z = self.beta * Momentum.z + gradient
        return w - self.alpha * Momentum.z


# %% single averaged_gradient: the gradient gets the factor (1 - beta), the exponential average instead of the heavy ball
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% single moves_with_old_velocity: the new point is computed with the old velocity, before z is brought up to date, so the first step does not move
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.velocity = None

    def step(self, w, gradient):
        if self.velocity is None:
            self.velocity = np.zeros_like(w)
        w_new = w - self.alpha * self.velocity
        self.velocity = self.beta * self.velocity + gradient
        return w_new


# %% whole first_gradient_twice: in the first call the velocity is set to the gradient instead of zero and then updated as well, so the first gradient counts 1 + beta times
class Momentum:
    """Gradient descent with the heavy ball: `Momentum(alpha, beta)`, then `step(w, gradient)`."""

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = None
        self.t = 0

    def _start(self, gradient):
        # the first call shows the shape
        self.z = np.array(gradient, dtype=float)

    def step(self, w, gradient):
        """Return the next point."""
        if self.t == 0:
            self._start(gradient)
        self.t += 1
        self.z = self.beta * self.z + gradient
        return w - self.alpha * self.z


# %% whole oldest_weighs_most: the velocity is summed from a list of all gradients with the powers of beta in the wrong order, so that the oldest gradient has weight 1 and the newest the smallest
def weighted_sum(vectors, beta):
    total = np.zeros_like(np.asarray(vectors[0], dtype=float))
    for power, vec in enumerate(vectors):
        total = total + beta**power * vec
    return total


class Momentum:
    def __init__(self, alpha, beta):
        self.lr = alpha
        self.mom = beta
        self.memory = []

    def step(self, w, gradient):
        # z_k = g_k + beta g_(k-1) + beta^2 g_(k-2) + ...
        self.memory.append(np.array(gradient))
        z = weighted_sum(self.memory, self.mom)
        new_w = np.asarray(w) - self.lr * z
        return new_w
