"""A starter test with Gradescope's decorators; its first test holds rounded numbers that no right work meets."""

import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import number, partial_credit, visibility, weight
from hw0 import momentum, normalize


class TestStarter(unittest.TestCase):
    @weight(2)
    @number("1.1")
    def test_normalize(self):
        X = np.array([[1.0, 2.0], [3.0, 5.0], [5.0, 2.0]])
        self.assertTrue(np.array_equal(normalize(X), [[-1.22, -0.71], [0, 1.41], [1.22, -0.71]]))

    @partial_credit(4)
    @number("1.2")
    @visibility("hidden")
    def test_momentum(self, set_score=None):
        x, v = momentum(np.array([1.0]), np.zeros(1), np.array([2.0]))
        set_score(2 * (abs(x[0] - 0.8) < 1e-9) + 2 * (abs(v[0] + 0.2) < 1e-9))
