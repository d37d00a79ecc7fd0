"""The parameters of a signature: which there are, which need a value."""

from __future__ import annotations

import pytest

from grader.authoring.case_arguments.arguments import parameter_names, required_names


def test_parameters_behind_a_star_and_before_a_slash_count():
    """Students may be asked for `f(X, *, lr)`."""
    signature = "f(X, /, y=1.0, *, lr, seed=0)"
    assert parameter_names(signature) == ("X", "y", "lr", "seed")
    assert required_names(signature) == ("X", "lr")


@pytest.mark.parametrize("open_end", ["*rows", "**options"])
def test_arguments_that_are_left_open_are_refused(open_end):
    with pytest.raises(ValueError, match="leaves open what is passed: name each argument"):
        parameter_names(f"f(X, {open_end})")
