"""What is short in all cases grows, and what must be as long as it grows with it."""

from __future__ import annotations

import numpy as np

from grader.authoring.proving.cases.larger_sizes import with_longer_arrays
from grader.model.key import Case


def case(**arguments):
    return Case("f.1", "", False, 1.0, arguments)


def labels(*numbers):
    return np.array(numbers)


def test_coordinates_grow_and_points_stay_where_some_case_has_many():
    """The points number three and two, the coordinates always two: w grows with the columns of X."""
    cases = [
        case(X=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], y=labels(1, 0, 1), w=[0.5, -1.0]),
        case(X=[[1.0, 2.0], [3.0, 4.0]], y=labels(1, 0), w=[0.5, -1.0]),
    ]
    longer = with_longer_arrays(cases[1], cases).arguments
    assert np.shape(longer["X"]) == (2, 3) and np.shape(longer["w"]) == (3,) and list(longer["y"]) == [1, 0]
    assert {*np.ravel(longer["X"])} == {1.0, 2.0, 3.0, 4.0}  # nothing but what such a case holds


def test_a_number_that_counts_the_entries_grows_with_them():
    """Where it is as large as an axis in every case; another whole number stays."""
    cases = [case(x=[1.0, 2.0], n=2, steps=3), case(x=[0.5], n=1, steps=2)]
    assert with_longer_arrays(cases[0], cases).arguments["n"] == 3
    assert with_longer_arrays(cases[0], cases).arguments["steps"] == 3
    assert with_longer_arrays(cases[1], cases).arguments["steps"] == 2


def test_arrays_in_tables_and_lists_grow_together():
    parameters = {"table": [["W", [[1.0, 2.0]]], ["b", [[0.5], [0.25]]]]}
    short = case(p=parameters, g={"items": [[3.0, 4.0]]})
    longer = with_longer_arrays(short, [short]).arguments
    (_, W), (_, b) = longer["p"]["table"]
    assert np.shape(W) == (1, 3) and np.shape(longer["g"]["items"]) == (1, 3)
    assert np.shape(b) == (3, 1)  # a column stays one


def test_nothing_grows_where_a_case_is_long_or_holds_no_list():
    """An array of a file, which no assignment.toml writes, and rows of several lengths stay as they are."""
    assert with_longer_arrays(case(x=[1.0, 2.0, 3.0]), [case(x=[1.0, 2.0, 3.0])]) is None
    assert with_longer_arrays(case(x=np.ones((1, 2))), [case(x=np.ones((1, 2)))]) is None
    assert with_longer_arrays(case(x=[[1.0], [1.0, 2.0]]), [case(x=[[1.0], [1.0, 2.0]])]) is None
    assert with_longer_arrays(case(x=[]), [case(x=[])]) is None
    assert with_longer_arrays(case(x=[[1.0]]), [case(x=[[1.0]])]) is None
