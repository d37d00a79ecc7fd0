"""Two mistakes at once: what counts as the wrong name of a third one."""

from __future__ import annotations

import numpy as np
import pytest
from support.many_authors import HOMEWORK

from grader.authoring.proving.trials.double_trials import alike, try_doubles
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.encoding.values import Items, Numbers, Table
from grader.model.transcript import Fault, Returned


@pytest.mark.slow
def test_two_mistakes_at_once_are_not_named_as_a_third(first_order_key):
    [finding] = try_doubles(load_assignment(HOMEWORK), first_order_key, progress=lambda text: None)
    assert finding.ok


RIGHT = Items((Numbers(np.array([1.0, 2.0])), Table({"loss": Numbers(np.array(0.5))})))


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (Items((Numbers(np.array([1.0, 2.0 + 1e-7])), Table({"loss": Numbers(np.array(0.5))}))), True),
        (Items((Numbers(np.array([1.0, 2.001])), Table({"loss": Numbers(np.array(0.5))}))), False),
        (Items((Numbers(np.array([[1.0, 2.0]])), Table({"loss": Numbers(np.array(0.5))}))), False),
        (Items((Numbers(np.array([1.0, 2.0])), Table({"cost": Numbers(np.array(0.5))}))), False),
        (Numbers(np.array([1.0, 2.0])), False),
    ],
)
def test_works_are_alike_to_six_digits(other, is_alike):
    assert alike({"a": Returned(RIGHT)}, {"a": Returned(other)}) == is_alike


def test_a_crash_is_like_no_answer():
    assert not alike({"a": Returned(RIGHT)}, {"a": Fault("ValueError")})
