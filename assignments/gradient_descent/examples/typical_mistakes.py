"""Four mistakes that students made, in a script as the course asks for it."""

import jax


def cost_func(w):
    return w**4 / 50 + w**2 + 10 * w


def gradient_func(w):
    return (4 * w**3 + 2 * w) / 50


def gradient_descent(g, gradient, alpha, max_its, w):
    history = []
    for _ in range(max_its):
        w = w - alpha * gradient(w)
        history.append(g(w))
    return history


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * jax.grad(g)(w)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


if __name__ == "__main__":
    raise SystemExit(gradient_descent(cost_func, gradient_func, 1.0, 5, 2.0))
