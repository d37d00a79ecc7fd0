"""Changes of variables: each is the program that a student writes who makes the slip."""

import pytest

from grader.changes.arrays import array_changes, shape_changes
from grader.changes.expressions import expression_changes
from grader.changes.source_tree import SourceTree
from grader.changes.variables import alike_parameters, given_back, name_changes

STATEFUL = """
class Mean:
    def step(self, x):
        m, v = (self.m / 2, self.v[x] / 4)
        return m - v
"""
STEP = """
def step(w, v, f, rate, m):
    n = m * v + rate * f(w - m * v)
    return (w - n, n)
"""
LOOP = """
def slopes(f, x, h):
    g = []
    for i in range(len(x)):
        e = [0.0] * len(x)
        e[i] = h
        g.append((f(x + e) - f(x - e)) / (2 * h))
    return g
"""
MEANS = """
def risk(X, y, w):
    e = X @ w - y
    chosen = e < 1
    return (np.mean(e ** 2), X.T @ e / len(y), np.linalg.solve(X.T @ X, np.sum(np.abs(w)) * X[chosen].T @ y[chosen]))
"""


def sources(changes, kind):
    return [change.source for change in changes if change.kind == kind]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("moved_point", "    w = w - m * v\n    n = m * v + rate * f(w)"),
        ("factor_later", "    n = m * v + f(w - m * v)\n    return (w - rate * n, n)"),
    ],
)
def test_a_step_is_written_as_somebody_writes_it_who_makes_the_slip(kind, line):
    assert any(line in source for source in sources(name_changes(SourceTree(STEP), {}), kind))


def test_another_variable_of_one_shape_is_read_and_an_argument_is_returned_as_it_was_passed():
    tree = SourceTree(STEP)
    shapes = {"w": [(2,)], "v": [(2,)], "A": [(2, 2)]}
    assert alike_parameters(shapes) == [["w", "v"]]
    assert any("f(v - m * v)" in source for source in sources(name_changes(tree, shapes), "other_name"))
    returned = sources(given_back(tree, ["v"]), "given_back")
    assert any(
        "_passed = __import__('copy').copy(v)" in each and "return (w - n, _passed)" in each for each in returned
    )


def test_what_belongs_into_each_pass_is_done_once():
    (source, _) = sources(name_changes(SourceTree(LOOP), {}), "made_once")
    assert "    e = [0.0] * len(x)\n    for i in range(len(x)):\n        e[i] = h" in source


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("sums", "return (np.sum(e ** 2), X.T @ e / 1,"),
        ("length_for_sum", "__import__('numpy').linalg.norm(w) * X[chosen].T @ y[chosen]"),
        ("matrix_itself", "X.T @ X @ (np.sum(np.abs(w))"),
    ],
)
def test_arrays_are_counted_chosen_and_multiplied_in_another_way(kind, code):
    assert any(code in source for source in sources(array_changes(SourceTree(MEANS)), kind))


def test_another_number_is_counted_and_rows_are_taken_for_columns():
    changes = list(shape_changes(SourceTree(MEANS), {"X": [(3, 2), (5, 4)], "y": [(3,), (5,)], "w": [(2,), (4,)]}))
    counted = {change.value: change.source for change in changes if change.kind == "other_count"}
    assert list(counted) == [
        "the number of rows of `X`",
        "the number of columns of `X`",
        "the number of chosen entries alone",
    ]
    assert "X.T @ e / __import__('numpy').shape(X)[-1]" in counted["the number of columns of `X`"]
    assert any("X = __import__('numpy').transpose(X)" in source for source in sources(changes, "turned"))


@pytest.mark.parametrize(
    ("kind", "code", "other"),
    [
        ("one_sided", "(f(x + h) - f(x - h)) / (2 * h)", "2 * (f(x + h) - f(x)) / (2 * h)"),
        ("as_average", "m * v - a * g", "m * v - (1 - m) * (a * g)"),
        ("other_term", "f + lam * r", "lam * f + r"),
        ("logistic", "1 / (1 + np.exp(-z)) - y", "z - y"),
        ("magnitude_for_square", "b * s + g ** 2", "b * s + abs(g)"),
        ("divided", "lam * (y - 1)", "(y - 1) / lam"),
        ("backwards", "np.cumsum(s)[::-1]", "np.cumsum(s)"),
    ],
)
def test_a_formula_is_written_in_another_way(kind, code, other):
    tree = SourceTree(f"def formula(x):\n    return {code}")
    assert any(f"return {other}" in source for source in sources(expression_changes(tree), kind))


ADAM = """
def adam(w, g, m, v, t, b):
    m = b * m + (1 - b) * g
    v = b * v + (1 - b) * g ** 2
    m_hat = m / (1 - b ** t)
    v_hat = v / (1 - b ** t)
    step = m_hat / np.sqrt(v_hat)
    return (w - step, m, v)
"""


def test_what_has_been_corrected_is_read_uncorrected():
    (source,) = sources(name_changes(SourceTree(ADAM), {}), "uncorrected")
    assert source == SourceTree(ADAM.replace("m_hat / np.sqrt(v_hat)", "m / np.sqrt(v)")).source


def test_arguments_are_read_as_they_were_passed_and_returned_as_they_became():
    both = sources(name_changes(SourceTree(ADAM), {}), "as_passed")[0]
    assert "m_hat = _passed_m /" in both
    assert "v_hat = _passed_v /" in both
    assert both.endswith("return (w - step, m, v)")


def test_a_quotient_is_divided_outside_of_the_function_that_gets_it_and_of_no_other():
    """In the second line the quotient holds the call itself."""
    tree = SourceTree("def f(a, b):\n    x = a / b\n    x = x / np.sqrt(x)\n    return np.sqrt(x)\n")
    made = sources(name_changes(tree, {}), "divisor_outside")
    assert [source.splitlines()[2:] for source in made] == [
        ["    x = x / np.sqrt(x)", "    return np.sqrt(a) / b"],
        ["    x = x / np.sqrt(x)", "    return np.sqrt(x) / np.sqrt(x)"],
        ["    x = x / (np.sqrt(a) / b)", "    return np.sqrt(x)"],
    ]


def test_an_average_is_updated_once_more_or_has_another_weight():
    """Nesterov's form of momentum, and the exponential average with the steplength outside."""
    source = "def f(w, v, d, a, b):\n    v = b * v + a * d\n    return w - v"
    changes = {each.kind: each.source for each in name_changes(SourceTree(source), {})}
    assert changes["once_more"].endswith("return w - (b * v + a * d)")
    assert changes["as_average"].endswith("v = b * v + (1 - b) * d\n    return w - a * v")


def test_what_is_corrected_for_one_step_is_stored_for_the_next():
    """In attributes and entries, also where one line gives two of them their values."""
    changed = sources(name_changes(SourceTree(STATEFUL.strip()), {}), "carried")
    lines = [each.splitlines()[3].strip() for each in changed]
    value = "m, v = (self.m / 2, self.v[x] / 4)"
    assert lines == [f"{targets} = {value}" for targets in ("self.m, self.v[x]", "self.m, _", "_, self.v[x]")]
