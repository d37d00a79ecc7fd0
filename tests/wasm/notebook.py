"""What a student runs in a browser: right work and wrong work, checked. `KEY` is the path of the key."""

import json

from grader import check

try:
    import jax
    from jax import grad

    jax.config.update("jax_enable_x64", True)
except ImportError:  # as in the lecture's own notebooks
    from autograd import grad


def gradient_descent(g, alpha, max_its, w):
    weights, costs = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * grad(g)(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


right = str(check("gradient_descent", key=KEY))  # noqa: F821


def gradient_descent(g, alpha, max_its, w):  # noqa: F811
    weights, costs = [w], [g(w)]
    for _ in range(max_its):
        w = w + alpha * grad(g)(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


print(json.dumps([right, str(check(gradient_descent, key=KEY))]))  # noqa: F821
