import numpy as np


# %% single shared_velocity: the velocity is kept in a mutable default argument, so all optimizers share one velocity
class Momentum:
    def __init__(self, alpha, beta, state={}):
        self.alpha = alpha
        self.beta = beta
        self.state = state

    def step(self, w, gradient):
        if np.shape(self.state.get("z")) != np.shape(gradient) or "z" not in self.state:
            self.state["z"] = np.zeros_like(gradient)
        self.state["z"] = self.beta * self.state["z"] + gradient
        return w - self.alpha * self.state["z"]


# %% single rate_twice: the steplength is applied twice, once when the gradient goes into the velocity and once more when w moves
class Momentum:
    def __init__(self, alpha, beta):
        self.alpha = alpha
        self.beta = beta
        self.z = 0.0

    def step(self, w, gradient):
        self.z = self.beta * self.z + self.alpha * gradient
        return w - self.alpha * self.z


# %% whole looks_ahead: the point moves along the gradient plus beta times the new velocity (Nesterov as in PyTorch) in place of the velocity itself
class Momentum:
    """z remembers, w moves"""

    def __init__(self, alpha, beta):
        self.lr = alpha
        self.mu = beta
        self.buffer = None

    def _remember(self, grad):
        if self.buffer is None:
            self.buffer = np.array(grad, dtype=float)
        else:
            self.buffer = self.mu * self.buffer + grad
        return self.buffer

    def step(self, w, gradient):
        d_p = np.asarray(gradient)
        buf = self._remember(d_p)
        d_p = d_p + self.mu * buf
        return w - self.lr * d_p


# %% whole first_call_wasted: the first call of step only makes the velocity of zeros and returns w as it is, the gradient of that call is lost
class Momentum:
    def __init__(self, alpha, beta):
        self.params = (alpha, beta)
        self.ready = False

    def prepare(self, w):
        # now we know the shape
        self.velocity = np.zeros(np.shape(w))
        self.ready = True

    def step(self, w, gradient):
        alpha, beta = self.params
        if not self.ready:
            self.prepare(w)
        else:
            self.velocity = beta * self.velocity + gradient
        new_w = w - alpha * self.velocity
        return new_w
