import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single word_in_place_of_truth_value: diminishing_alpha is compared with the word "diminishing", which it never is, so that the steplength is always fixed
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    def steplength(k):
        if diminishing_alpha == "diminishing":
            return 1 / k
        return alpha

    slope = jax.grad(g)
    weights = [w]
    for k in range(1, max_its + 1):
        weights.append(weights[-1] - steplength(k) * slope(weights[-1]))
    return weights, [g(v) for v in weights]


# %% whole same_array_in_every_entry: w is changed in place and the same array is appended in every step, so that with several coordinates all entries show the last point
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for it in range(max_its):
        if diminishing_alpha:
            alpha_k = 1.0 / (it + 1)
        else:
            alpha_k = alpha
        w -= alpha_k * np.array(gradient(w))
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history
