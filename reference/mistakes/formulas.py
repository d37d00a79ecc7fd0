"""What students write for a formula of the lecture: rules, as data, for any solution.

A rule is a pattern and what stands in its place, by words for it. A capital letter is any code, the same wherever it
stands; K is no number, M, V and W are variables, and V is what one of the patterns gives a new value. A rule with
several patterns needs them all in one function. In a pattern, `max` is `np.maximum` too, and `*` and `+` have no order.
"""

from __future__ import annotations

from collections.abc import Mapping

Patterns = tuple[str, ...]
SHORTENED = "A * min(1, B / np.linalg.norm(A))"
BOX = "np.clip(A, -B, B)"
SPHERE = "B * A / np.linalg.norm(A)"
OF_BALLS = {
    "each entry is cut to an interval, where the whole vector should be shortened": BOX,
    "a short vector is lengthened, and should stay as it is": SPHERE,
    "the sum of absolute values bounds the vector, where the Euclidean norm should": "A * min(1, B / np.sum(abs(A)))",
}
OF_THRESHOLDS = {
    "values above the threshold are kept as they are, and not shrunk": "np.where(abs(A) > B, A, 0)",
    "the threshold is subtracted in the direction of the sign, also where it leads past 0": "A - B * np.sign(A)",
    "values are shrunk by a factor, as by a squared penalty": "A / (1 + B)",
    "the vector is shrunk as a whole, and not each entry": "A * max(1 - B / np.linalg.norm(A), 0)",
    "values are cut to the threshold, and not shrunk by it": BOX,
    "the threshold is subtracted from negative values as well": "np.where(abs(A) > B, A - B, 0)",
    "values between the two thresholds are moved too, and should become 0": "np.where(A > B, A - B, A + B)",
}
LOSSES = {  # of scores s and labels y: the mean over rows of the first, whose slope by the score is the second
    "half the mean squared error": ("(s - y) ** 2 / 2", "s - y"),
    "the mean squared error, without a half": ("(s - y) ** 2", "2 * (s - y)"),
    "half the sum of squared errors": ("np.sum((s - y) ** 2) / 2", "(s - y) * len(y)"),
    "the sum of squared errors": ("np.sum((s - y) ** 2)", "2 * (s - y) * len(y)"),
    "the root of the mean squared error": ("np.sqrt(np.mean((s - y) ** 2))", ""),
    "the mean absolute error": ("abs(s - y)", "np.sign(s - y)"),
    "the logistic loss, for labels 0 and 1": ("np.logaddexp(0, s) - y * s", "1 / (1 + np.exp(-s)) - y"),
    "the logistic loss, for labels -1 and 1": ("np.logaddexp(0, -y * s)", "-y / (1 + np.exp(y * s))"),
    "the squared error of the logistic function": ("(1 / (1 + np.exp(-s)) - y) ** 2", ""),
    "the logistic loss, of the rows with label 1 alone": ("y * np.logaddexp(0, -s)", "-y / (1 + np.exp(s))"),
    "the logistic loss, of the rows with label 0 alone": (
        "(1 - y) * np.logaddexp(0, s)",
        "(1 - y) / (1 + np.exp(-s))",
    ),
    "the exponential loss": ("np.exp(-y * s)", "-y * np.exp(-y * s)"),
    "the squared hinge loss": ("np.maximum(0, 1 - y * s) ** 2", "-2 * y * np.maximum(0, 1 - y * s)"),
    "the perceptron's loss, without a margin": ("np.maximum(0, -y * s)", "-y * (y * s < 0)"),
    "the hinge loss": ("np.maximum(0, 1 - y * s)", "-y * (y * s < 1)"),
}
PILED = "__import__('functools').reduce(lambda _sum, _term: (_sum + _term) / ({0}), {1}, 0.0)"  # divided after each row
OF_NDIM = "(A, 1 // (np.ndim(A) == {0}))[0]"  # A, or an error, without which a change would not be what its words say
VECTOR, MATRIX = OF_NDIM.format(1), OF_NDIM.format(2)
VARIANCE = "the variance is taken, which subtracts the mean first, where the mean of squares belongs"
UNCORRECTED = "a small number is added to the root of what is not corrected (the corrections are in the steplength)"
DIVIDED = "a sum is divided again and again, after each of its terms"
ROW_LOSSES = (  # of a row with the score S and the label Y
    "np.logaddexp(0, S) - Y * S", "np.log1p(np.exp(S)) - Y * S", "np.log(1 + np.exp(S)) - Y * S",
    "np.logaddexp(0, -Y * S)", "np.log1p(np.exp(-Y * S))", "np.log(1 + np.exp(-Y * S))",
)  # fmt: skip
CUT_OFF = {  # against overflow, which the solution avoids otherwise
    **{f"scores are cut off at -{c} and {c}": f"np.clip(S, -{c}, {c})" for c in (10, 15, 20, 30, 50, 100, 500)},
    **{
        f"the logarithm is taken of probabilities that are cut off at {p} and 1 - {p}": (
            f"np.clip(S, np.log({p}), -np.log({p}))"
        )
        for p in ("1e-15", "1e-12", "1e-10", "1e-9", "1e-8", "1e-7", "1e-6", "1e-5")
    },
}
RULES: dict[Patterns, Mapping[str, str | tuple[str, ...]]] = {
    ("C * A ** K",): {
        "an exponential function stands where a power belongs": "C * np.exp(-A * K)",
        "a value falls along a straight line, and not by a factor": "C * max(1 - (1 - A) * K, 0)",
        "a value falls like 1 / (1 + c k), and not by a factor": "C / (1 + A * K)",
        "a value falls by a factor once, and then no more": "C * A ** min(K, 1)",
    },
    ("A // B",): {
        "the remainder of a division is used in place of its quotient": "A % B",
        "a quotient is at most 1, and should grow further": "min(A // B, 1)",
        "a quotient is rounded up, and not down": "-(-A // B)",
    },
    ("A % B",): {"the quotient of a division is used in place of its remainder": "A // B"},
    ("1 + np.cos(A * B / C)",): {
        "a value falls along a straight line, and not along a cosine": "2 * (1 - B / C)",
        "a quarter of a cosine is used, where a half belongs": "2 * np.cos(A * B / C / 2)",
    },
    ("C * np.exp(-A * K)",): {
        "a value falls like 1 / (1 + c k), and not like an exponential function": "C / (1 + A * K)",
        "a power stands where an exponential function belongs": "C * A ** K",
        "a value falls along a straight line, and not like an exponential function": "C * (1 - A * K)",
    },
    ("C / (1 + A * K)",): {
        "a value falls like an exponential function, and not like 1 / (1 + c k)": "C * np.exp(-A * K)",
        "a value falls by a factor, and not like 1 / (1 + c k)": "C * A ** K",
        "a value falls along a straight line, and not like 1 / (1 + c k)": "C * max(1 - A * K, 0)",
        "the root of 1 + c k divides, and not 1 + c k itself": "C / np.sqrt(1 + A * K)",
    },
    ("1 - K / B",): {
        "a value falls along a cosine, and not along a straight line": "(1 + np.cos(np.pi * K / B)) / 2",
        "a value falls like a square, and not along a straight line": "(1 - K / B) ** 2",
    },
    ("2 / (K + 2)",): {
        "the step size is 1 / (k + 1)": "1 / (K + 1)",
        "the step size is 1 / (k + 2)": "1 / (K + 2)",
        "the step size falls like a root": "1 / np.sqrt(K + 1)",
    },
    ("np.exp(-A)",): {"a value falls like 1 / (1 + x), and not like an exponential function": "1 / (1 + A)"},
    # ── projections and proximal maps
    ("A / max(1, np.linalg.norm(A) / B)",): OF_BALLS,
    ("A * min(1, B / np.linalg.norm(A))",): OF_BALLS,
    ("B * A / np.linalg.norm(A)",): {"each entry is cut to an interval, and the vector not shortened": BOX},
    ("np.clip(A, -B, B)",): {"a vector is shortened as a whole, where each entry should be cut": SHORTENED},
    ("np.sign(A) * max(abs(A) - B, 0)",): OF_THRESHOLDS,
    ("max(A, 0)",): {
        "the absolute value is taken, where negative values should become 0": "abs(A)",
        "a smooth function stands where negative values should become 0": "np.logaddexp(0, A)",
        "values are cut at 1 as well": "np.clip(A, 0, 1)",
    },
    ("max(A - B, 0)",): {
        "negative values become 0, and the rest is divided by its sum": "np.maximum(A, 0) / np.sum(np.maximum(A, 0))",
        "exponential functions are divided by their sum (softmax), where values should be cut at 0": (
            "np.exp(A) / np.sum(np.exp(A))"
        ),
    },
    # ── sums, losses, penalties and their slopes
    **{(row,): {words: row.replace("S", score) for words, score in CUT_OFF.items()} for row in ROW_LOSSES},
    ("np.mean(A ** 2)",): {VARIANCE: "np.var(A)"},
    ("A @ A / N",): {VARIANCE: f"np.var({VECTOR}) * len(A) / N"},
    ("A @ A / (B * N)",): {VARIANCE: f"np.var({VECTOR}) * len(A) / (B * N)"},
    ("A @ B @ A",): {
        "each pair of coordinates counts once in a quadratic form, where it counts twice": "A @ np.triu(B) @ A",
    },
    ("np.mean(A)",): {DIVIDED: PILED.format("len(A)", "A")},
    ("np.sum(A)",): {
        "only the entries on and above the diagonal are added up": f"np.sum(np.triu({MATRIX}))",
        "only the entries above the diagonal are added up": f"np.sum(np.triu({MATRIX}, 1))",
    },
    ("A @ B",): {
        "a vector is multiplied with itself, where another one belongs": f"A @ {VECTOR}",
        "the negative square of a vector's length stands where a product with another one belongs": f"-(A @ {VECTOR})",
    },
    ("np.sum(A) / N",): {DIVIDED: PILED.format("N", "A")},
    ("A @ B / N",): {DIVIDED: PILED.format("N", "np.transpose(A * B)")},
    ("1 / (1 + np.exp(-A))",): {
        "the hyperbolic tangent stands where the logistic function belongs": "np.tanh(A)",
        "a threshold stands where the logistic function belongs": "(A > 0) * 1.0",
    },
    ("P * (1 - P)", "P - Y"): {
        "squared residuals stand where p (1 - p) belongs, as in products of slopes": ("(P - Y) ** 2", "P - Y")
    },
    ("P * (1 - P)",): {
        "the mean of p (1 - p) is used for all, where each row has its own": "np.mean(P * (1 - P))",
        "p (1 - p) is missing": "np.ones_like(P)",
    },
    ("C @ np.sign(A)",): {"the signs of a whole product are taken, not those of one of its factors": "np.sign(C @ A)"},
    ("L * np.sum(W ** 2)", "2 * L * W"): {
        "absolute values are penalized, where squares should be (L1 for L2)": ("L * np.sum(abs(W))", "L * np.sign(W)"),
    },
    ("L / 2 * np.sum(W ** 2)", "L * W"): {
        "absolute values are penalized, where squares should be (L1 for L2)": ("L * np.sum(abs(W))", "L * np.sign(W)"),
    },
    ("L * np.sum(abs(W))", "L * np.sign(W)"): {
        "squares are penalized, where absolute values should be (L2 for L1)": ("L * np.sum(W ** 2)", "2 * L * W"),
        "half the squares are penalized, where absolute values should be (L2 for L1)": (
            "L / 2 * np.sum(W ** 2)",
            "L * W",
        ),
    },
    ("L * np.sign(W)",): {
        "a squared penalty's slope stands where that of absolute values belongs": "2 * L * W",
        "half a squared penalty's slope stands where that of absolute values belongs": "L * W",
    },
    ("2 * L * W",): {"the slope of absolute values stands where that of a squared penalty belongs": "L * np.sign(W)"},
    # ── directions and sizes
    ("A @ A / (B @ B)",): {
        "a difference stands in one of two products, as by Polak and Ribière": "A @ (A - B) / (B @ B)",
        "each direction is the newest slope alone, without a multiple of the one before": "0 * (A @ A)",
        "the whole direction before is added, not a multiple of it": "1 + 0 * (A @ A)",
    },
    ("A @ A / (A @ B)",): {"the other of two step sizes by Barzilai and Borwein is used": "A @ B / (B @ B)"},
    ("A @ B / (B @ B)",): {"the other of two step sizes by Barzilai and Borwein is used": "A @ A / (A @ B)"},
    ("np.sign(A)",): {
        "a vector is divided by its norm, where its signs belong": "A / np.linalg.norm(A)",
        "a vector is divided by its largest entry, where its signs belong": "A / np.max(abs(A))",
        "a smooth function stands where the signs belong": "np.tanh(A)",
    },
    ("np.sign(A * B + C * D)",): {
        "the signs of two terms are added, not the sign of their sum taken": "A * np.sign(B) + C * np.sign(D)"
    },
    ("A / (np.linalg.norm(A) + B)",): {
        "the signs of a vector are used, where it should be divided by its norm": "np.sign(A)",
        "a vector is divided by its largest entry, not by its norm": "A / (np.max(abs(A)) + B)",
        "a vector is divided by its norm only where that is large": "A / max(np.linalg.norm(A), 1)",
    },
    ("A / np.linalg.norm(A)",): {
        "the signs of a vector are used, where it should be divided by its norm": "np.sign(A)",
        "a vector is divided by its largest entry, not by its norm": "A / np.max(abs(A))",
        "a vector is divided by the sum of its absolute values, not by its norm": "A / np.sum(abs(A))",
        "a vector is divided by its norm only where that is large": "A / max(np.linalg.norm(A), 1)",
    },
    ("A / (abs(A) + B)",): {
        "a vector is divided by its norm, where each entry has a size of its own": "A / (np.linalg.norm(A) + B)",
        "the signs are used, and the small number left out": "np.sign(A)",
    },
    ("np.sum(A * B ** 2)",): {
        "a sum is squared, where squares should be added up": "np.sum(A * B) ** 2",
        "absolute values are added up where squares belong": "np.sum(A * abs(B))",
        "the root of a sum of squares is taken where the sum itself belongs": "np.sqrt(np.sum(A * B ** 2))",
        "squares are averaged over the chosen entries, where they should be added up": (
            "np.sum(A * B ** 2) / np.count_nonzero(A)"
        ),
    },
    ("P @ H @ Q + R * np.outer(S, S)", "R * np.outer(S, Y)"): {
        "the matrix is updated as one that approximates the Hessian, where it approximates the inverse": (
            "H + R * np.outer(Y, Y) - np.outer(H @ S, H @ S) / (S @ H @ S)",
            "R * np.outer(S, Y)",
        ),
        "the formula of Davidon, Fletcher and Powell updates the matrix, where that of BFGS belongs": (
            "H + R * np.outer(S, S) - np.outer(H @ Y, H @ Y) / (Y @ H @ Y)",
            "R * np.outer(S, Y)",
        ),
    },
    # ── averages, and the steps that they make
    ("B * V + (1 - B) * G",): {
        "an average is not allowed to become smaller, as in AMSGrad": "np.maximum(V, B * V + (1 - B) * G)",
        "the larger of the old and the newest value is kept, where an average belongs": "np.maximum(B * V, G)",
        "the value is the newest one alone, where an average belongs": "G",
        "the value is the mean of the old and the new one, where other weights belong": "(V + G) / 2",
        "an average has a weight of its own, 0.9": "0.9 * V + 0.1 * G",
    },
    ("max(B * V, abs(G))",): {
        "an average of squares stands where the larger value should be kept": "np.sqrt(B * V ** 2 + (1 - B) * G ** 2)",
        "an average stands where the larger value should be kept": "B * V + (1 - B) * abs(G)",
        "the old value does not fade before the larger one is kept": "np.maximum(V, abs(G))",
    },
    ("B * M + (1 - B) * G", "C * V + (1 - C) * G ** 2"): {
        "squared distances from the average are averaged, where squares belong": (
            "B * M + (1 - B) * G",
            "C * V + (1 - C) * (G - M) ** 2",
        ),
        "the squares of the average are averaged, where squares of the newest value belong": (
            "B * M + (1 - B) * G",
            "C * V + (1 - C) * M ** 2",
        ),
    },
    ("B * V + L * G", "W - V"): {
        "an average with the weights b and 1 - b moves the point, and the rate multiplies it": (
            "B * V + (1 - B) * G",
            "W - L * V",
        ),
        "the sum of all slopes so far moves the point, and the rate multiplies it": ("B * V + G", "W - L * V"),
        "the point also moves along the newest slope, as in Nesterov's momentum": (
            "B * V + L * G",
            "W - B * V - L * G",
        ),
    },
    ("B * V - L * G", "W + V"): {
        "an average with the weights b and 1 - b moves the point, and the rate multiplies it": (
            "B * V - (1 - B) * G",
            "W + L * V",
        ),
        "the point also moves along the newest slope, as in Nesterov's momentum": (
            "B * V - L * G",
            "W + B * V - L * G",
        ),
    },
    ("M / (1 - B ** K)", "B * M + (1 - B) * G"): {
        "the newest slope enters once more, as in Nadam": (
            "(B * M + (1 - B) * G) / (1 - B ** K)",
            "B * M + (1 - B) * G",
        ),
    },
    ("B * V + G", "W - L * V"): {
        "the point also moves along the newest slope, as in Nesterov's momentum": ("B * V + G", "W - L * (G + B * V)"),
        "an average with the weights b and 1 - b moves the point": ("B * V + (1 - B) * G", "W - L * V"),
    },
    ("np.sqrt(A / (1 - C ** K)) + E",): {UNCORRECTED: "np.sqrt(A / (1 - C ** K)) + E / np.sqrt(1 - C ** K)"},
    ("A / (1 - C ** K)", "np.sqrt(D) + E"): {
        UNCORRECTED: ("A / (1 - C ** K)", "np.sqrt(D) + E / np.sqrt(1 - C ** K)"),
    },
    ("A * np.sqrt(1 - C ** K)", "np.sqrt(D) + E"): {
        "a small number is added to the root of what is corrected, and belongs beside what is not": (
            "A * np.sqrt(1 - C ** K)",
            "np.sqrt(D) + E * np.sqrt(1 - C ** K)",
        ),
    },
    # ── random choices
    ("np.random.permutation(N)",): {
        "entries are drawn with replacement, so that some come again and others never": "np.random.choice(N, N)",
        "entries are drawn as random whole numbers, so that some come again": "np.random.randint(0, N, N)",
        "the entries keep their order": "np.arange(N)",
    },
}
OF_STEPS = {  # of the step S with the length L
    "each step goes by the signs of its direction alone": "L * np.sign(S)",
    "each step is divided by its length, so that only its direction counts": "L * (S) / np.linalg.norm(np.ravel(S))",
    "each step is divided by its largest entry": "L * (S) / np.max(abs(np.asarray(S)))",
    "each direction is cut to lie between -1 and 1": "L * np.clip((S) / L, -1, 1)",
}
