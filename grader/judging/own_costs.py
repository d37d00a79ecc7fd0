"""The cost function of a case, and whether costs are those of the student's own points.

Wrong points with the right costs for them keep the points for the costs, so that one mistake is charged once.
"""

from __future__ import annotations

import numpy as np

from grader.model.arguments.costs import Cost, make_cost
from grader.model.arguments.typed_arguments import OF_FILE, is_function, name_of_function
from grader.model.key import Case


def cost_of(case: Case) -> Cost | None:
    """The case's cost in NumPy, None where its arguments describe none."""
    arguments = case.arguments
    for name in ("g", "gradient"):
        if is_function(spec := arguments.get(name)) and OF_FILE not in (cost := name_of_function(spec)[1]):
            return make_cost(cost, np, spec["parameters"], spec.get("formula", ""))
    if {"a", "b", "C"} <= set(arguments):
        return make_cost("quadratic", np, {name: arguments[name] for name in ("a", "b", "C")})
    return None


def costs_along(cost: Cost, points: np.ndarray) -> np.ndarray:
    """g at every row of points (R,) or (R, N), shape (R,): at once where the formula is made of single coordinates."""
    points = points[:, 0] if points.ndim == 2 and points.shape[1] == 1 else points
    if cost.__name__ == "quadratic":
        return np.array([cost(w) for w in points], dtype=float)
    return np.asarray(cost(points.T), dtype=float)


def costs_fit(case: Case, points: np.ndarray, costs: np.ndarray, path: str) -> bool:
    """Whether costs (R,) are g at the student's own points, which move: to the relative tolerance of the key's costs.

    `path` is that of the costs.
    """
    right = case.right[path]
    if not len(points) == len(costs) == len(right) > 1 or not (points.max(axis=0) > points.min(axis=0)).any():
        return False
    if "cost scale" not in case.memo:
        sizes = np.abs(right)
        size = float(sizes[np.isfinite(sizes)].max(initial=0.0)) or 1.0
        case.memo["cost scale"] = cost_of(case), size, float(np.max(case.tolerance[path])) / size
    cost, size, tolerance = case.memo["cost scale"]
    if cost is None:
        return False
    own = costs_along(cost, points)
    so_far = np.maximum(np.maximum.accumulate(np.abs(own)), size)  # a later blow-up excuses no earlier cost
    close = np.abs(own - costs) <= tolerance * so_far
    return bool(np.isfinite(own).all() and close.all())
