import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single alpha_twice: the gradient has the factor alpha already inside the average, and h is multiplied by alpha again
def momentum(g, alpha, beta, max_its, w):
    grad = jax.grad(g)
    h = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * alpha * grad(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single bias_corrected_average: h is divided by 1 - beta^k in the step, the bias correction of Adam, which this method does not have
def momentum(g, alpha, beta, max_its, w):
    weights, costs = [w], [g(w)]
    h = np.zeros_like(w)
    for k in range(1, max_its + 1):
        h = beta * h - (1 - beta) * np.asarray(jax.grad(g)(w))
        w = w + alpha * h / (1 - beta**k)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single beta_times_everything: a bracket in the wrong place: beta multiplies the gradient's term too, h = beta (h - (1 - beta) grad)
def momentum(g, alpha, beta, max_its, w):
    slope = jax.jit(jax.grad(g))

    def update(w, h):
        h = beta * (h - (1 - beta) * slope(w))
        return w + alpha * h, h

    path = [w]
    h = jnp.zeros(jnp.shape(w))
    while len(path) < max_its + 1:
        w, h = update(w, h)
        path.append(w)
    return path, [g(p) for p in path]


# %% whole gradient_at_the_look_ahead_point: Nesterov's form: the gradient is taken at w + alpha beta h, ahead of the point, instead of at w
class _Nesterov:
    def __init__(self, g, alpha, beta, w):
        self.grad = jax.grad(g)
        self.alpha, self.beta = alpha, beta
        self.w, self.h = w, 0.0 * w

    def step(self):
        ahead = self.w + self.alpha * self.beta * self.h
        self.h = self.beta * self.h - (1 - self.beta) * self.grad(ahead)
        self.w = self.w + self.alpha * self.h
        return self.w


def momentum(g, alpha, beta, max_its, w):
    method = _Nesterov(g, alpha, beta, w)
    weight_history = [w] + [method.step() for _ in range(max_its)]
    cost_history = [g(v) for v in weight_history]
    return weight_history, cost_history


# %% whole averages_the_points: plain gradient descent whose points are averaged exponentially for the history, instead of averaging the gradients
def momentum(g, alpha, beta, max_its, w):
    average = w
    weight_history = [average]
    cost_history = [g(average)]
    for k in range(max_its):
        w = w - alpha * jax.grad(g)(w)
        average = beta * average + (1 - beta) * w
        weight_history.append(average)
        cost_history.append(g(average))
    return weight_history, cost_history
