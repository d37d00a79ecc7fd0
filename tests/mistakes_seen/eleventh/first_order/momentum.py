import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single starts_at_gradient: h starts at the negative gradient of the starting point instead of at 0
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.jit(jax.grad(g))
    h = -gradient(w)  # h^0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole same_array_appended: w is changed in place and appended without a copy, so every entry of the weight history shows the last point (the costs are right)
class Ball:
    """A ball that rolls over the cost."""

    def __init__(self, g, position):
        self.cost = g
        self.slope = jax.jit(jax.grad(g))
        self.position = np.asarray(position, dtype=float)
        self.speed = np.zeros_like(self.position)

    def roll(self, alpha, beta):
        downhill = -np.asarray(self.slope(self.position))
        self.speed = beta * self.speed + (1 - beta) * downhill
        self.position += alpha * self.speed


def momentum(g, alpha, beta, max_its, w):
    ball = Ball(g, w)
    visited, heights = [ball.position], [float(g(ball.position))]
    for _ in range(max_its):
        ball.roll(alpha, beta)
        visited.append(ball.position)
        heights.append(float(g(ball.position)))
    return visited, heights
