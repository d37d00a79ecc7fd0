"""What is pasted has the form of the tests behind which it stands."""

import pytest

from grader.authoring.auditing.pasted_tests import pasted_test
from grader.authoring.auditing.suites import read_suite

TESTS = {
    "import hw\ndef test_step():\n    assert hw.step(1.0, 0.5) == 0": "def test_more_calls():\n    import numpy",
    "def step_test(target):\n    assert target(1.0, 0.5) == 0": "def step_more_calls_test(target):",
    "import unittest\nclass T(unittest.TestCase):\n    pass": "import unittest\n\n\nclass TestMoreCalls",
}


@pytest.mark.parametrize("tests", TESTS)
def test_asserts_are_pasted_in_the_form_of_the_tests(tests, tmp_path):
    (tmp_path / "hw.py").write_text("def step(x, rate):\n    return x\n", encoding="utf-8")
    (tmp_path / "test_hw.py").write_text(tests, encoding="utf-8")
    block = pasted_test(read_suite(tmp_path / "test_hw.py", tmp_path / "hw.py"), ["assert step(3.0, 0.1)"], {"step"})
    compile(block, "block", "exec")
    assert block.startswith(TESTS[tests]) and block.endswith("assert step(3.0, 0.1)")
