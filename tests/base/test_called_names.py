"""A name that stands for a function is told from one that stands for a value by what is done with it."""

from __future__ import annotations

import pytest

from grader.base.called_names import calls_name


@pytest.mark.parametrize(
    "source", ["cost(w)", "1 + cost (w)", "jax.grad(cost)(w)", "value_and_grad(cost)", "list(map( cost, ws))"]
)
def test_what_is_called_or_handed_to_what_calls_it_is_a_function(source):
    assert calls_name(source, "cost")


@pytest.mark.parametrize("source", ["def cost(w): pass", "print(cost)", "cost * (w)", "total_cost(w)", "grad(costs)"])
def test_what_is_read_may_be_a_value(source):
    assert not calls_name(source, "cost")
