"""What a driver receives: classes and functions serve all cases, and an object is used up by its call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.program import QUICK, ask, forked, program
from support.tables import read_written, tables

from grader.model.request import Request
from grader.model.transcript import Call, Returned
from grader.sandbox import session

DRIVERS = read_written(__file__, "driven_definitions_drivers.py")
NUMBERS = [1.0, 2.0], [3.0], [4.0]
SUMS = [3.0, 3.0, 4.0]
RIGHT = """
class Total:
    def __init__(self): self.total = 0
    def add(self, x):
        self.total += x
        return self.total
"""
ONCE_RIGHT, HONEST, MODELS = tables(__file__, "definitions.toml").values()


def requests(driver: str, needs: int, *defines: str) -> list[Request]:
    asked = (ask(f"q-{n}", defines[0], range(needs), numbers=numbers) for n, numbers in enumerate(NUMBERS))
    return [replace(each, driver=f"drivers.py:{driver}", defines=defines) for each in asked]


def answers(cells: Sequence[str], asked: Sequence[Request]) -> list[Call]:
    return list(
        session.run(program(*cells), asked, forked(limits=QUICK), modules={"drivers.py": DRIVERS}).calls.values()
    )


def numbers(calls: Sequence[Call]) -> list[object]:
    return [call.value.array.tolist() if isinstance(call, Returned) else call.kind for call in calls]


@pytest.mark.parametrize("name", ONCE_RIGHT)
def test_a_class_that_is_right_for_its_first_object_alone_fails_later_cases(name):
    """The driver makes one object in each case."""
    first, *later = numbers(answers([ONCE_RIGHT[name]], requests("one", 1, "Total")))
    assert first == SUMS[0]
    assert later[0] != SUMS[1] and later[1] != SUMS[2]


@pytest.mark.parametrize("name", HONEST)
def test_a_class_whose_objects_share_what_they_may_is_right_in_every_case(name):
    assert numbers(answers([HONEST[name]], requests("one", 1, "Total"))) == SUMS


@pytest.mark.parametrize("name", MODELS)
def test_an_object_that_a_driver_trains_is_new_in_every_case(name):
    assert numbers(answers([MODELS[name]], requests("trained", 1, "model"))) == SUMS


def test_statements_run_once_for_all_objects_of_a_class():
    cells = ["import builtins", "builtins.runs = getattr(builtins, 'runs', 0) + 1"]
    cells.append(RIGHT.replace("self.total = 0", "self.total = builtins.runs"))
    assert numbers(answers(cells, requests("one", 3, "Total"))) == [total + 1 for total in SUMS]


def test_a_function_keeps_nothing_of_what_a_driver_did_with_its_class():
    """A question about a function, and one whose driver makes objects, need the same statements."""
    cells = [ONCE_RIGHT["shared_list"], "def total(x):\n    return Total().add(x)"]
    function = [ask(f"f-{n}", "total", (0, 1), x=1.0) for n in range(2)]
    driven = requests("one", 2, "Total")
    assert numbers(answers(cells, [driven[0], *function, driven[1]])) == [3.0, 1.0, 2.0, 6.0]


def test_in_a_new_child_a_class_has_made_its_earlier_objects_again():
    """Another question fails in between, which ends the child."""
    fails = "def f(x):\n    raise ValueError"
    first, *later = requests("one", 1, "Total")
    failing = [ask(f"g-{n}", "f", (1,), x=1.0) for n in range(2)]
    calls = answers([ONCE_RIGHT["shared_list"], fails], [first, failing[0], later[0], failing[1], later[1]])
    assert numbers(calls) == [3.0, "ValueError", 6.0, "ValueError", 10.0]
