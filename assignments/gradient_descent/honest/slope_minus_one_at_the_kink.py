# Style: differentiates the mirrored cost, so that |w| has slope -1 at its kink; tuples; float32; 1/k
from jax import grad, jit


def cost_func(w):
    fourth, second = w * w * w * w, w * w
    return (fourth + second + 10 * w) / 50


def gradient_func(w):
    return 4 / 50 * w**3 + 2 / 50 * w + 10 / 50


def mirrored(g):
    slope = jit(grad(lambda v: g(-v)))
    return lambda w: -slope(-w)


def run(g, slope, lengths, w):
    yield w, g(w)
    for length in lengths:
        w = w - length * slope(w)
        yield w, g(w)


def gradient_descent(g, gradient, alpha, max_its, w):
    return tuple(cost for _, cost in run(g, gradient, [alpha] * max_its, w))


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    lengths = [1 / k for k in range(1, max_its + 1)] if diminishing_alpha else [alpha] * max_its
    return tuple(zip(*run(g, mirrored(g), lengths, w)))
