"""Mistakes in what is done to a value: which values have them."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.source_tree import SourceTree
from grader.changes.values import value_changes


def test_only_an_array_is_divided_by_its_norm():
    """A real student's share of wrong labels, 1.0, was called a loss that is divided by its norm."""
    tree = SourceTree("def answer(x):\n    return x")
    (source,) = [change.source for change in value_changes(tree) if change.kind == "result_of_length_one"]
    namespace = {}
    exec(source, namespace)
    assert namespace["answer"](np.array([3.0, 4.0])).tolist() == [0.6, 0.8]
    with pytest.raises(TypeError):
        namespace["answer"](0.25)
