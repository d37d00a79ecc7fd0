import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single velocity_not_kept: the new velocity is a local variable and never stored in self, so that every step begins from zero velocity and is plain gradient descent
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        z = self.beta * self.z + gradient
        return w - self.alpha * z


# %% single velocity_shared: the velocity is an attribute of the class, so that all optimizers share one velocity
class Momentum:
    z = None

    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        Momentum.z = None

    def step(self, w, gradient):
        if Momentum.z is None or np.shape(Momentum.z) != np.shape(w):
            Momentum.z = np.zeros_like(w)
        Momentum.z = self.beta * Momentum.z + gradient
        return w - self.alpha * Momentum.z


# %% single averaged_gradient: the gradient has the factor (1 - beta), which is the exponential average and not the heavy ball
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        self.z = 0

    def step(self, w, gradient):
        self.z = self.beta * self.z + (1 - self.beta) * gradient
        return w - self.alpha * self.z


# %% whole nesterov_step: the point moves along gradient + beta * z with the new z (Nesterov's form as in PyTorch) instead of along z
class Momentum:
    """SGD with momentum"""

    def __init__(self, alpha, beta):
        self.lr = alpha
        self.momentum = beta
        self.buf = None

    def _velocity(self, grad):
        if self.buf is None:
            self.buf = np.zeros(np.shape(grad))
        self.buf = self.momentum * self.buf + grad
        return self.buf

    def step(self, w, gradient):
        grad = np.asarray(gradient)
        buf = self._velocity(grad)
        d = grad + self.momentum * buf
        return w - self.lr * d


# %% whole first_gradient_twice: at the first call the velocity is initialized with the gradient and then updated with it as well, so that the first z is (1 + beta) g instead of g
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.started = False

    def step(self, w, gradient):
        if not self.started:
            # now the shape is known
            self.velocity = np.array(gradient, dtype=float)
            self.started = True
        self.velocity = self.velocity * self.beta
        self.velocity = self.velocity + gradient
        new_w = w - self.alpha * self.velocity
        return new_w
