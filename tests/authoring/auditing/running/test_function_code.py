"""Functions that tests hand over are written as code that computes the same."""

import numpy as np
import pytest

from grader.authoring.auditing.running.function_code import function_code
from grader.authoring.auditing.running.python_code import argument_code

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
    again = eval(function_code(function, argument_code), {"np": np})
    x = np.array([0.5, -2.0])
    np.testing.assert_allclose(again(x), function(x))


@pytest.mark.parametrize("function", [long, len])
def test_what_is_no_one_expression_is_not_written(function):
    assert function_code(function, argument_code) == ""
