"""A family that RMSprop lacks."""

from __future__ import annotations

import numpy as np
import pytest

from reference import rmsprop
from reference.descend import descend

TELLING = {"alpha": 0.1, "rho": 0.8, "eps": 0.1}  # eps large, so that its place shows


def run(cost, w, **parameters):
    return np.array(descend(rmsprop, cost, w, 20, **TELLING | parameters).weights)


def test_a_family_that_is_none_is_answered_with_those_there_are(lecture, coupled_start):
    with pytest.raises(ValueError, match="family is 'keras' or 'torch', not 'tf'"):
        run(lecture("coupled"), coupled_start, family="tf")
