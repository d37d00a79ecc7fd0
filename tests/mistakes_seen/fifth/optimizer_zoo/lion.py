import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single paper_decay: the weight decay of the paper, 0.01 times the old point, is added to the sign, though none is asked for
def lion(g, alpha, beta1, beta2, max_its, w):
    grad = jax.grad(g)
    m = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        gk = grad(w)
        update = jnp.sign(beta1 * m + (1 - beta1) * gk)
        w = w - alpha * (update + 0.01 * w)
        m = beta2 * m + (1 - beta2) * gk
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single signs_are_mixed: the signs of m and of the gradient are taken first and then mixed with beta1, in place of the sign of the mixture
def lion(g, alpha, beta1, beta2, max_its, w):
    gradient = jax.grad(g)
    m = 0.0 * w
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        slope = gradient(w)
        w = w - alpha * (beta1 * jnp.sign(m) + (1 - beta1) * jnp.sign(slope))
        m = beta2 * m + (1 - beta2) * slope
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole unit_length: the mixture is divided by its Euclidean length as a whole, in place of taking the sign of each component
class Lion:
    def __init__(self, lr, b1, b2):
        self.lr, self.b1, self.b2 = lr, b1, b2
        self.memory = None

    def direction(self, grad):
        mix = self.b1 * self.memory + (1 - self.b1) * grad
        length = np.sqrt(np.sum(mix ** 2))
        return mix / length if length > 0 else mix

    def step(self, x, grad):
        grad = np.asarray(grad)
        if self.memory is None:
            self.memory = np.zeros_like(grad)
        x = x - self.lr * self.direction(grad)
        self.memory = self.b2 * self.memory + (1 - self.b2) * grad
        return x


def lion(g, alpha, beta1, beta2, max_its, w):
    cat = Lion(alpha, beta1, beta2)
    d = jax.grad(g)
    xs = [w]
    for _ in range(max_its):
        xs.append(cat.step(xs[-1], d(xs[-1])))
    return xs, [float(g(x)) for x in xs]


# %% whole one_average_shrinking: there is one average only, with beta1, whose new value gives the sign (beta2 is never used), and the steplength shrinks as alpha / sqrt(k)
def lion(g, alpha, beta1, beta2, max_its, w):
    def one_step(carry, k):
        point, average = carry
        average = average * beta1 + (1.0 - beta1) * jax.grad(g)(point)
        point = point - alpha / jnp.sqrt(k) * jnp.sign(average)
        return (point, average), (point, g(point))

    w0 = jnp.asarray(w, dtype=float)
    ks = jnp.arange(1.0, max_its + 1.0)
    _, (points, costs) = jax.lax.scan(one_step, (w0, jnp.zeros_like(w0)), ks)
    first_cost = jnp.asarray([g(w0)])
    return jnp.concatenate([w0[None], points]), jnp.concatenate([first_cost, costs])
