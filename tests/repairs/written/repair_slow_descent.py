
def slope(w):
    return (4 * w**3 + 2 * w + 10) / 50


def descend(start, rate, steps):
    w = start
    for _ in range(steps):
        w = w - rate * slope(w)
    return w


def minimizer():
    return descend(2.0, 0.05, 200)
