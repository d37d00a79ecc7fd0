import unittest
import numpy as np
from gradescope_utils.autograder_utils.decorators import number, partial_credit, visibility, weight
from hw0 import shrink
class TestStarter(unittest.TestCase):
    @weight(2)
    @number("1.1")
    def test_rounded(self):
        assert shrink(np.array([1.0]), 0.333)[0] == 0.33
    @partial_credit(4)
    @number("1.2")
    @visibility("hidden")
    def test_small(self, set_score=None):
        set_score(2 + 2 * np.allclose(shrink(np.array([2.0])), 1))
