"""What has no single right answer."""

import numpy as np

from grader.p_values import of_counts


def is_descent_direction(result, *, arguments, expected):
    """Whether the cost falls along the direction."""
    slope = float(arguments["gradient"] @ result)
    return slope < 0, f"The slope of f along your direction is {slope:.3g}; it should be negative."


def is_random_index(results, *, arguments, expected):
    """Whether every index is as likely as any other."""
    n = arguments["n"]
    if not all(0 <= index < n and index == int(index) for index in results):
        return 0, f"An index was not one of 0, ..., {n - 1}."
    counts = np.bincount([int(index) for index in results], minlength=n)
    return of_counts(counts, np.full(n, 1 / n)), f"The indices 0 to {n - 1} came {counts.tolist()} times."
