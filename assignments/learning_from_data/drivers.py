"""Calls the class that you write in question 9, on gradients that it is given."""


def run_momentum(Momentum, alpha, beta, w, gradients):
    """The points of two optimizers that take turns: each must remember its own past, and nothing of the other's."""
    first, second = Momentum(alpha, beta), Momentum(alpha / 2, beta / 2)
    points, others = [w.copy()], [w.copy()]
    for gradient in gradients:
        points.append(first.step(points[-1].copy(), gradient.copy()))
        others.append(second.step(others[-1].copy(), -gradient))
    return {"points": points, "others": others}
