"""Calls the class that you write."""


def run_momentum(Momentum, alpha, beta, w, gradients):
    """The points of an optimizer that is given these gradients."""
    optimizer, points = Momentum(alpha, beta), [w]
    for gradient in gradients:
        points.append(optimizer.step(points[-1].copy(), gradient.copy()))
    return points
