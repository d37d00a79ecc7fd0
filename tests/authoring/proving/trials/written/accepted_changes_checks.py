
import numpy as np


def has_shape(result, *, arguments, expected):
    return result.shape == expected.shape, "Your w has another shape."


def solves(result, *, arguments, expected):
    X, y, lam = (arguments[name] for name in ("X", "y", "lam"))
    return result.shape == expected.shape and np.linalg.norm(X.T @ (X @ result - y) + lam * result) < 1e-3


def cost_falls(result, *, arguments, expected):
    A, b = arguments["A"], arguments["b"]
    before, after = (x @ A @ x / 2 - b @ x for x in (arguments["x"], result))
    return bool(np.all(after < before)), "The cost of your point is not lower than that of x."


def is_minimal(result, *, arguments, expected):
    return np.linalg.norm(arguments["A"] @ result - arguments["b"]) < 1e-2


def slope_alone(result, *, arguments, expected):
    return np.isclose(result[0], expected[0], rtol=1e-4), "Your slope is wrong."


def both(result, *, arguments, expected):
    return np.allclose(result, expected, rtol=1e-4)
