"""Accidents, and what notebooks hold beside functions."""

from attack import attack, rows

RIGHT = {"statuses": ("right",), "most": 1, "least": 1}

ATTACKS = rows(__file__, globals())
ATTACKS += [
    attack(
        "a57_deep_expression",
        "gradient_descent = " + "(" * 5000 + "1" + ")" * 5000,
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_deep_sum",
        "def gradient_descent(g, alpha, max_its, w):\n    return " + "+".join(["1"] * 50_000),
        statuses=("crashed", "missing", "malformed"),
    ),
    attack(
        "a57_huge_constant",
        "def gradient_descent(g, alpha, max_its, w):\n    return " + "9" * 10_000,
        statuses=("crashed", "missing", "malformed"),
    ),
]
