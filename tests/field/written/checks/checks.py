import numpy as np
from grader.p_values import combine, of_counts, of_mean


def is_descent_direction(result, *, arguments, expected):
    slope = float(arguments["gradient"] @ result)
    return slope < 0, f"The slope of f along your direction is {slope:.3g}; it should be negative."


def is_orthonormal_basis(result, *, arguments, expected):
    Q, A = np.asarray(result, dtype=float), arguments["A"]
    if Q.shape != A.shape:
        return 0, f"Your basis has the shape {Q.shape}; the columns of A span {A.shape[1]} dimensions."
    orthonormal = np.allclose(Q.T @ Q, np.eye(Q.shape[1]), atol=1e-4)
    spans = np.allclose(Q @ np.linalg.lstsq(Q, A, rcond=None)[0], A, atol=1e-4)
    sentence = "orthonormal, and do not span those of A" if orthonormal else "not orthonormal"
    return (orthonormal + spans) / 2, f"Your columns are {sentence}."


def is_accurate(result, *, arguments, expected):
    accuracy = np.mean(np.sign(arguments["X"] @ result) == arguments["y"])
    return accuracy >= 0.75, f"On new data {accuracy:.0%} of your labels are right; 75 % were asked for."


def is_random_batch(results, *, arguments, expected):
    data, targets = arguments["input_data"], arguments["target_data"]
    first = []
    for inputs, labels in results:
        if inputs.shape != (arguments["num_points"], data.shape[1]):
            return 0, f"A batch has the shape {inputs.shape}."
        rows = [int(np.abs(data - row).sum(axis=1).argmin()) for row in inputs]
        if not np.allclose(data[rows], inputs) or not np.allclose(targets[rows], np.ravel(labels)):
            return 0, "A batch holds points with targets that are not theirs."
        first.append(rows[0])
    counts = np.bincount(first, minlength=len(data))
    return of_counts(counts, np.full(len(data), 1 / len(data))), f"The points came first {counts} times."


def is_unbiased(results, *, arguments, expected):
    A, b, x = (arguments[name] for name in ("A", "b", "x"))
    gradient, mean = A.T @ (A @ x - b) / len(b), np.mean(results, axis=0)
    return of_mean(results, gradient), f"Their mean is {mean}, and the gradient {gradient}."
