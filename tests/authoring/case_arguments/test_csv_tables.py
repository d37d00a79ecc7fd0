"""Numbers of a .csv file become an array, words lists; a table that is none is refused with the row and the column."""

from __future__ import annotations

import numpy as np
import pytest

from grader.authoring.case_arguments.csv_tables import read_csv

HOUSES = b"size, rooms,kind\r\n0.5,2,flat\r\n1.5,3,house\r\n"


def test_columns_are_named_as_in_the_header():
    X = read_csv(HOUSES, ["rooms", "size"])
    assert X.tolist() == [[2.0, 0.5], [3.0, 1.5]] and X.dtype == np.float64
    assert read_csv(HOUSES, "rooms").dtype == np.int64
    assert read_csv(HOUSES, "kind") == ["flat", "house"]
    assert read_csv(HOUSES, 1).tolist() == [2, 3]


@pytest.mark.parametrize(
    ("content", "columns", "words"),
    [
        (b"1,2\n3\n", None, "row 2 has 1 value, and row 1 has 2"),
        (b"a,b\n1,\n", None, "value 1 of column 'b' is '', which is no number; where a number is missing, write nan"),
        (b"a;b\n1,5;2\n", None, "';' stands between its values: write commas there, and decimals with a point"),
        (b"a,b\n1,2\n3,x\n", ["a", "b"], "value 2 of column 'b' is 'x', which is no number"),
        (b"a,b\nx,2\ny,0\n", None, "'x', which is no number. Ask for a column of words alone, as `columns = ...`; for"),
        (b"a\n1_000\n1\n", "a", "value 1 of column 'a' is '1_000', which is no number"),
        (b"a,b\n1,2\n", "c", "there is no column 'c'; it has a, b."),
        (b"price,b\n1,2\n", "prise", "Did you mean 'price'?"),
        (b"1,2\n", 2, "there is no column 2; without a header they are counted from 0 to 1"),
        (b"a,b\n", None, "it has no row of values"),
        (b"", None, "it has no row of values"),
        (b"\xff\xfe", None, "this is no table of comma-separated values in UTF-8"),
        (b'"a\n', None, "this is no table of comma-separated values in UTF-8"),
        (b"99999999999999999999\n", None, "a whole number has at most 64 bits"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(content, columns, words):
    with pytest.raises(ValueError) as fault:  # noqa: PT011  the words are compared below
        read_csv(content, columns)
    assert words in str(fault.value)
