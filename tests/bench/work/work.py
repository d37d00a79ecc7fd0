"""The same work for every grader: 24 cases of 100 steps and 4 statements; lies beside the peers' notebooks too.

Each peer's test is one line, `check(function, case)`: the answer is compared with a stored float64 history, as their
own manuals show it. Nothing here needs more than NumPy and JAX, which every peer's environment has.
"""

import os

import jax
import jax.numpy as jnp
import numpy as np

STEPS = 100  # coordinate descent: updates of one coordinate, in as many whole sweeps as that gives
CLOSE = 1e-3


def quartic(w):
    return (w**4 + w**2 + 10 * w) / 50


def bowl(w):
    return w[0] ** 2 + w[1] ** 2 + 2


def zigzag_1(w):
    return 0.5 * w[0] ** 2 + 9.75 * w[1] ** 2


def coupled(w):
    return w[0] ** 4 / 4 + w[0] * w[1] + w[1] ** 2 + 0.3 * w[0]


def valley(n):
    """The parameters of a quadratic of n coordinates: well conditioned, and not symmetric about any of them."""
    C = np.diag(np.linspace(1, 2, n)) + 0.25 * (np.eye(n, k=1) + np.eye(n, k=-1))
    return {"a": 1.0, "b": np.linspace(-1, 1, n).tolist(), "C": C.tolist()}


def quadratic(a, b, C):
    b, C = np.array(b), np.array(C)

    def g(w):
        return a + jnp.sum(b * w) + jnp.sum(C * jnp.outer(w, w))

    return g


NAMED = {"quartic": quartic, "bowl": bowl, "zigzag_1": zigzag_1, "coupled": coupled}
# The points can be told apart exactly in float32: the functions that do nothing look their answer up by them.
POINTS = [
    ("quartic", 2.5), ("bowl", [1.5, -2.0]), ("coupled", [1.25, -0.75]),
    (4, [0.5, -1.0, 1.5, 2.0]), (3, [1.5, -2.0, 0.5]), (10, [0.5] * 5 + [-1.0] * 5),
]  # fmt: skip
DESCENT = {
    "gradient_descent": {"alpha": 0.1, "max_its": STEPS},
    "momentum": {"alpha": 0.1, "beta": 0.5, "max_its": STEPS},
    "adam": {"alpha": 0.1, "beta1": 0.9, "beta2": 0.99, "eps": 1e-3, "max_its": STEPS},
}
PARAMETERS = {
    "gradient_descent": "g, alpha, max_its, w",
    "coordinate_descent": "a, b, C, max_its, w",
    "momentum": "g, alpha, beta, max_its, w",
    "adam": "g, alpha, beta1, beta2, eps, max_its, w",
}
STATEMENTS = {"convex": True, "adam_always": False, "kink": False, "zigzag": True}


def starts(function):
    if function == "coordinate_descent":
        return [(n, [0.5 + i / 4 for i in range(n)]) for n in (2, 2, 3, 3, 4, 5)]
    return POINTS


def cases():
    """{id: (function, {argument: value})}; `g` is a cost's name, or the number of coordinates of a quadratic."""
    made = {}
    for function in PARAMETERS:
        for number, (on, w) in enumerate(starts(function), 1):
            w = [x + number / 8 for x in w] if function == "coordinate_descent" else w
            rest = {"g": on, **DESCENT[function]} if function in DESCENT else {**valley(on), "max_its": STEPS // on}
            made[f"{function}.{number}"] = (function, {**rest, "w": w})
    return made


def cost(on):
    g = NAMED[on] if isinstance(on, str) else quadratic(**valley(on))
    return jax.jit(g) if os.environ.get("WORK_JITTED") else g


def fresh(arguments):
    """The arguments as a homework hands them over; with WORK_JITTED=1 its costs are compiled."""
    made = {name: np.array(value) if isinstance(value, list) else value for name, value in arguments.items()}
    return {**made, "g": cost(made["g"])} if "g" in made else made


def check(function, case):
    """Raises AssertionError unless both histories are those of the reference."""
    _, arguments = cases()[case]
    weights, costs = function(**fresh(arguments))
    with np.load("expected.npz") as expected:
        right_weights, right_costs = expected[f"{case}.weights"], expected[f"{case}.costs"]
    np.testing.assert_allclose(stacked(weights), right_weights, rtol=CLOSE, atol=CLOSE)
    np.testing.assert_allclose(stacked(costs), right_costs, rtol=CLOSE, atol=CLOSE)


def stacked(history):
    return np.stack([np.asarray(entry) for entry in history])


def check_statement(concepts, statement):
    assert concepts[statement] is STATEMENTS[statement]


def tests():
    """Each test's name: the variable that it needs, and its line."""
    run = {case.replace(".", "_"): (f, f"work.check({f}, {case!r})") for case, (f, _) in cases().items()}
    return run | {f"concepts_{s}": ("concepts", f"work.check_statement(concepts, {s!r})") for s in STATEMENTS}
