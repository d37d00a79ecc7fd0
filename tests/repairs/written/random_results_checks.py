
import numpy as np
from grader.p_values import of_counts

def is_walk(results, *, arguments, expected):
    steps, sides = arguments["steps"], arguments["sides"]
    throws = []
    for places in results:
        if np.shape(places) != (steps + 1,):
            return 0, "Another number of places was asked for."
        for k, throw in enumerate(np.diff(places), 1):
            if not 1 <= throw <= sides:
                return 0, f"Step {k} is no throw of the die."
            throws.append(int(throw))
    counts = [throws.count(side + 1) for side in range(sides)]
    return of_counts(counts, [1 / sides] * sides), f"The sides came {counts} times."

def is_long(results, *, arguments, expected):
    return len(results) >= 50
