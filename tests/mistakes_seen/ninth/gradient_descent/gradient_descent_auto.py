import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single steplength_divided_cumulatively: alpha itself is overwritten by alpha / k in each step, so the steplength falls like one over a factorial
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    if diminishing_alpha:
        alpha = 1.0
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole same_array_appended: the array is changed in place and appended without a copy, so every entry of the weight history shows the last point
def rate(k, alpha, diminishing):
    return 1.0 / k if diminishing else alpha


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    evaluate = jax.value_and_grad(g)
    trace_w = [w]
    trace_g = []
    for k in range(1, max_its + 1):
        value, slope = evaluate(w)
        trace_g.append(float(value))
        w -= rate(k, alpha, diminishing_alpha) * np.asarray(slope)
        trace_w.append(w)
    trace_g.append(float(g(w)))
    return trace_w, trace_g
