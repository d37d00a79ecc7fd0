import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single heavy_ball: the gradient lacks the factor (1 - beta), so it is the heavy ball and not the exponential average
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = beta * h - gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_old_point: inside the loop the cost is computed before w moves, so entry k of the cost history is the cost of w^(k-1) (the start's cost stands twice)
def momentum(g, alpha, beta, max_its, w):
    value_and_gradient = jax.value_and_grad(g)
    h = 0.0 * w
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        cost, slope = value_and_gradient(w)
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% single h_from_first_gradient: the average h starts at the negative gradient of the start instead of 0
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = -gradient(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole weights_swapped: beta and 1 - beta are exchanged in the exponential average: the old average gets 1 - beta and the gradient beta
def exp_average(old, new, beta):
    # running mean of the values
    return (1 - beta) * old + beta * new


def momentum(g, alpha, beta, max_its, w):
    grad_g = jax.jit(jax.grad(g))
    point = jnp.asarray(w, dtype=float)
    avg = jnp.zeros(point.shape)
    ws, cs = [], []
    ws.append(point)
    cs.append(float(g(point)))
    it = 0
    while it < max_its:
        avg = exp_average(avg, -grad_g(point), beta)
        point = point + alpha * avg
        ws.append(point)
        cs.append(float(g(point)))
        it += 1
    return jnp.stack(ws), np.array(cs)


# %% whole moves_with_old_h: w is moved by the h of the step before, and only then h is brought up to date, so the first step stands still
def momentum(g, alpha, beta, max_its, w):
    # step 0
    dg = jax.grad(g)
    history = {"w": [w], "g": [g(w)]}
    h_prev = np.zeros(np.shape(w))

    for k in range(1, max_its + 1):
        w_prev = history["w"][-1]
        slope = np.asarray(dg(w_prev))

        # new point
        w_new = w_prev + alpha * h_prev
        # new direction
        h_prev = beta * h_prev - (1 - beta) * slope

        history["w"].append(w_new)
        history["g"].append(g(w_new))

    return history["w"], history["g"]
