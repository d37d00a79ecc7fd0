"""A family that RMSprop lacks."""

from __future__ import annotations

import pytest

from reference import rmsprop
from reference.descend import descend


def test_a_family_that_is_none_is_answered_with_those_there_are(lecture, coupled_start):
    with pytest.raises(ValueError, match="family is 'keras' or 'torch', not 'tf'"):
        descend(rmsprop, lecture("coupled"), coupled_start, 20, alpha=0.1, rho=0.8, eps=0.1, family="tf")
