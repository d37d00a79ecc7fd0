import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single initial_in_every_step: initial is added to v in every step, v = v + initial + g^2, starting from 0, in place of only once at the start
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = v + initial + d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single eps_outside_root: eps is added outside the square root, g / (sqrt(v) + eps), in place of inside, g / sqrt(v + eps)
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    v = initial
    ws, costs = [w], [g(w)]
    for k in range(max_its):
        slope = gradient(w)
        v = v + slope**2
        w = w - alpha * slope / (jnp.sqrt(v) + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole starts_at_zero: v starts at 0 and the argument initial is not used, in place of v^0 = initial
def sum_of_squares(slopes):
    total = 0.0
    for s in slopes:
        total = total + s * s
    return total


def adagrad(g, alpha, initial, eps, max_its, w):
    slope_of = jax.grad(g)
    seen = []
    W, G = [w], [float(g(w))]
    while len(seen) < max_its:
        seen.append(np.array(slope_of(W[-1])))
        scale = np.sqrt(sum_of_squares(seen) + eps)
        W.append(W[-1] - alpha * seen[-1] / scale)
        G.append(float(g(W[-1])))
    return W, G


# %% whole moves_before_the_sum: w moves first, divided by the root of the old v^(k-1), and v is brought up to date after the move, in place of dividing by the root of the new v^k
def adagrad(g, alpha, initial, eps, max_its, w):
    start = jnp.asarray(w, dtype=float)

    def one(carry, _):
        point, v = carry
        slope = jax.grad(g)(point)
        new_point = point - alpha * slope * jax.lax.rsqrt(v + eps)
        new_v = v + slope * slope
        return (new_point, new_v), new_point

    carry = (start, jnp.full_like(start, initial))
    _, rest = jax.lax.scan(one, carry, None, length=max_its)
    points = jnp.concatenate([start[None], rest])
    return points, jax.vmap(g)(points)
