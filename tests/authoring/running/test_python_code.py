"""Values as code: what is pasted makes the value again, and an assert holds for it alone."""

import numpy as np
import pytest

from grader.authoring.running.python_code import (
    NotWritable,
    argument_code,
    assertion,
    function_code,
)


@pytest.mark.parametrize(
    "value",
    [None, True, 3, -0.25, "a'b", [1, 2.5], (1,), {"W1": np.ones((2, 3)), "b": [0]}, np.zeros((0, 2)), np.arange(3),
     np.array([0.1, 2.0], np.float32), np.array([True, False])],
)  # fmt: skip
def test_code_of_an_argument_makes_it_again(value):
    again = eval(argument_code(value), {"np": np})
    assert type(again) is type(value)
    np.testing.assert_equal(again, value)


@pytest.mark.parametrize("value", [object(), float("nan"), np.array([np.inf]), np.array(["a"])])
def test_what_no_short_code_makes_is_refused(value):
    with pytest.raises(NotWritable):
        argument_code(value)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (np.array([1.0, 1e-3]), np.array([1.0, 2e-3])),
        ((np.ones(2), 3.0), (np.ones(2), 3.01)),
        ({"a": [1, 2], "b": (np.eye(2), "up")}, {"a": [1, 2], "b": (np.eye(2), "down")}),
        (True, False),
        ("minimum", "maximum"),
    ],
)
def test_an_assert_holds_for_the_right_result_alone(right, wrong):
    code = assertion("f()", right)
    exec(code, {"np": np, "f": lambda: right})
    with pytest.raises(AssertionError):
        exec(code, {"np": np, "f": lambda: wrong})


def test_an_assert_allows_the_rounding_of_float32():
    values = np.linspace(0.1, 3, 20)
    exec(assertion("f()", values), {"np": np, "f": lambda: values.astype(np.float32)})


@pytest.mark.parametrize("value", [None, np.array([np.nan]), np.ones(1000), object(), []])
def test_a_result_that_says_nothing_or_too_much_is_refused(value):
    with pytest.raises(NotWritable):
        assertion("f()", value)


SCALE = 3.0


def quadratic(x):
    return SCALE * np.sum(x**2)


def long(x):
    y = x + 1
    return y * y


def bound(matrix):
    return lambda x: x @ matrix @ x


PAIR = (lambda x: x + 1, lambda x: x - 1)


@pytest.mark.parametrize("function", [quadratic, bound(np.array([[2.0, 1.0], [1.0, 3.0]])), *PAIR, np.sin])
def test_a_short_function_becomes_code_that_computes_the_same(function):
    again = eval(function_code(function), {"np": np})
    x = np.array([0.5, -2.0])
    np.testing.assert_allclose(again(x), function(x))


@pytest.mark.parametrize("function", [long])
def test_what_is_no_one_expression_is_not_written(function):
    assert function_code(function) == ""
