"""A test that compares a call with one value becomes a case; anything else is said, with the reason."""

from __future__ import annotations

import numpy as np
import pytest

from grader.authoring.importing.calls import ComparedCall, read_test


def read(source: str):
    return read_test(source, frozenset({"f", "g"}), frozenset({"answer"}))


@pytest.mark.parametrize(
    "source",
    [
        "assert f(3) == 9",
        "assert 9 == f(3), 'no'",
        "f(3)",
        "f(3).mean()",
        "len(f(3))",
        "f(3) == 9",
        "assert np.isclose(f(3), 9, atol=1e-3)",
        "np.testing.assert_allclose(f(3), 9)",
        "assert_equal(f(3), 9)",
        "assert abs(f(3) - 9) < 1e-6",
        "assert np.max(np.abs(f(3) - 9)) <= 1e-6",
        "assert (f(3) == 9).all()",
        "assert np.all(f(3) == 9) and round(f(3), 2) == 9",
        "y = f(3)\nassert y == 9",
        "a, b = f(3)\nassert a == 1",
        "assert f(3)[0] == 1",
        "assert f(3).tolist() == [1]",
        "x = 3\nassert f(x) == 9",
        "def test_it(f, np):\n    assert np.isclose(f(3), 9)",
        "for x in [3]:\n    assert f(x) == x**2",
        "for x, y in zip_free, :\n    pass\nassert f(3) == 9",
    ],
)
def test_what_is_compared_with_one_value_is_a_call(source):
    assert ComparedCall("f", (3,)) in read(source).calls


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("-1.5", -1.5), ("1/4", 0.25), ("2 * np.pi", 2 * np.pi), ("'word'", "word"), ("True", True), ("(1, 2)", [1, 2]),
        ("np.array([[1, 2.5]])", [[1.0, 2.5]]), ("np.zeros(2)", [0.0, 0.0]), ("np.eye(1)", [[1.0]]),
        ("np.arange(3)", [0, 1, 2]), ("np.array([1, 2], dtype=float)", [1.0, 2.0]), ("{'W': [1.0]}", {"W": [1.0]}),
        ("range(3)", [0, 1, 2]), ("np.full((2,), 0.5)", [0.5, 0.5]),
    ],
)  # fmt: skip
def test_arguments_that_are_written_out_are_read(argument, value):
    (call,) = read(f"assert f(x={argument}) == 0").calls
    assert call == ComparedCall("f", (), {"x": value})


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("assert h(3) == 9", "it is about more than one result of the solution: write a check for it"),
        ("assert f(3) > g(3)", "it is about more than one result of the solution"),
        ("assert helper(f(3))", "it uses 'helper': write a check for it"),
        ("assert f(x) == 9", "`x` is not written out"),
        ("assert f(lambda x: x) == 9", "`lambda x: x` is not written out"),
        ("assert f(np.zeros(10**5)) == 0", "has 100,000 numbers: write it into a file"),
        ("assert f(1/0) == 0", "`1 / 0` cannot be computed (division by zero)"),
        ("try:\n    f(0)\nexcept ValueError:\n    pass", "`try: ...`: this kind of statement is not read"),
        ("for x in data:\n    assert f(x) == 1", "`data` is not written out"),
        ("assert f(3 ==", "Python cannot read the test (line 1)"),
    ],
)
def test_any_other_test_is_left_out_with_the_reason(source, reason):
    found = read(source)
    assert not found.calls and reason in found.faults[0]


@pytest.mark.parametrize(
    ("source", "requires"),
    [
        ("assert len(f(3)) == 3", "len(result) == 3"),
        ("assert f(3) > 0", "result > 0"),
        ("assert isinstance(f(3), float), 'no'", "isinstance(result, float)"),
        ("x = 3\ny = f(x)\nassert y.shape == (x,) and np.sum(y) == 1", "result.shape == (3,) and np.sum(result) == 1"),
        ("f(3).mean() > 0", "result.mean() > 0"),
        ("np.all(f(3) > 0)", "np.all(result > 0)"),
    ],
)
def test_a_property_of_one_result_is_an_expression_on_it(source, requires):
    assert read(source).calls == (ComparedCall("f", (3,), requires=requires),)


@pytest.mark.parametrize(
    "argument",
    [
        "np.eye(2) * 3", "np.ones(2) + np.ones(2)", "-np.ones(1)", "2 * np.eye(3)", "[1, 2] + np.ones(2)", "[1] * 3",
        "[np.eye(2)] * 3", "[np.ones((2, 2))] + [np.eye(2)]", "(np.zeros(2),) * 2", "[range(3)] * 2",
        "2 * [np.eye(2) + 1]", "[np.eye(2)] * np.array(2)", "np.array([np.eye(2)] * 2) - 1", "(np.ones(1) * 2,) + (3,)",
    ],
)  # fmt: skip
def test_arithmetic_is_that_of_python_on_lists_and_that_of_numpy_on_arrays(argument):
    """A matrix was repeated, and a list of three matrices became three times their sum: other arguments than meant."""
    (call,) = read(f"assert f({argument}) == 1").calls
    assert call.positional == (as_lists(eval(argument)),)


def as_lists(value):
    if isinstance(value, list | tuple | range):
        return [as_lists(inner) for inner in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


def test_arithmetic_on_a_name_is_read_where_it_does_not_matter_what_the_name_is():
    (call,) = read("x, n = [1, 2], 3\nassert f([x] * 2, x + np.ones(2), 2 * n) == 1").calls
    assert call.positional == ([[1, 2], [1, 2]], [2, 3], 6)
    assert "`x` may be a list or an array" in read("x = np.ones(2)\nassert f(2 * x) == 1").faults[0]


@pytest.mark.parametrize(
    ("test", "word"),
    [
        ("f(3) > 0 and not __import__('os').system('true')", "'__import__'"),
        ("f(3) in (9, open('/tmp/x', 'w'))", "'open'"),
        ("f(3) == eval('9') or f(3)", "'eval'"),
        ("(lambda: f(3).tofile('x'))() is None", "'tofile'"),
        ("f(3).__class__.__base__.__subclasses__()", "'__base__'"),
        ("np.load('x.npy', allow_pickle=True).size > f(3) > 0", "'load'"),
        ("getattr(f(3), '__class__') is int", "'getattr'"),
        ("'{0.__class__}'.format(f(3)) > ''", "'format'"),
    ],
)
def test_no_code_of_a_master_is_kept_that_could_reach_a_file_or_a_program(test, word):
    """The expression is computed outside of the sandbox, at the import already."""
    found = read(f"assert {test}")
    assert not found.calls or not any(call.requires for call in found.calls)
    assert not found.faults or word in found.faults[0]


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("assert f(9**9**9**9) == 1", "is too long"),
        ("assert f('a' * 10**10) == 1", "is too long"),
        ("assert f(10**9 * [0]) == 1", "is too long"),
        ("assert f(np.ones((2000, 1)) * np.ones((1, 2000))) == 1", "has 4,000,000 numbers: write it into a file"),
        ("assert f([range(100)] * 100) == 1", "is too long"),
        ("x = []\n" + "x = [x, x]\n" * 60 + "assert f([x] * 2) == 1", "is too long"),
        (f"assert f({'-' * 50_000}1) == 1", "Python cannot read the test"),
        (f"assert f({'-' * 2_000}1) == 1", "Python cannot read the test"),
        ("assert f(0) == 1\0", "Python cannot read the test"),
        (
            "for i in range(10**12):\n    for j in range(10**12):\n        x = 1",
            "its loops have more than 2,000 statements",
        ),
    ],
)
def test_a_test_that_would_take_long_to_read_is_left_out(test, reason):
    assert reason in read(test).faults[0]
