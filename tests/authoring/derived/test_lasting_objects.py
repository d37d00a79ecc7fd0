"""What objects share goes on from case to case, in a changed solution as in a student's class."""

from __future__ import annotations

import pytest
from support.compiled import reports_of
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment

ASSIGNMENT = read_written(__file__, "lasting_objects.toml")
DRIVERS = "def totals(Total, rate, numbers):\n    total = Total(rate)\n    return [total.add(x) for x in numbers]\n"
MASTER = """
class Total:
    def __init__(self, rate):
        self.rate = rate

    def add(self, x):
        ### BEGIN SOLUTION
        self.total = getattr(self, "total", 0.0) + self.rate * x
        return self.total
        ### END SOLUTION
"""
OF_THE_CLASS = """
class Total:
    total = 0.0
    def __init__(self, rate): self.rate = rate
    def add(self, x):
        Total.total += self.rate * x
        return Total.total
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("total")
    for name, text in {"assignment.toml": ASSIGNMENT, "small.py": MASTER, "drivers.py": DRIVERS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return compile_key(load_assignment(folder))


def test_a_total_of_all_objects_is_named_by_what_it_does_from_the_second_case_on(compiled, tmp_path):
    """The driver makes one object in each case, of which the first is right."""
    (question,) = reports_of(compiled, OF_THE_CLASS, tmp_path)
    assert (question.status, question.earned) == ("partial", 1)
    assert "all objects share what each of them should have of its own" in question.message


def test_its_answers_to_hidden_cases_follow_those_to_visible_ones(compiled):
    """The three totals, one behind the other, by hand."""
    (shared,) = (each for each in compiled.questions[0].mistakes if "shared_by_objects" in each.id)
    *_, hidden = compiled.questions[0].cases
    (numbers,) = shared.answers[hidden.id].values()
    begin = 2.0 * 3.5 + 0.3 * 7.7
    assert numbers.tolist() == pytest.approx([begin + 1.7 * total for total in (0.9, 4.9, 6.0)], rel=1e-6)
