"""What a driver receives: classes and functions serve all cases, and an object is used up by its call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.program import QUICK, ask, forked, program

from grader.model.request import Request
from grader.model.transcript import Call, Returned
from grader.sandbox import session

DRIVERS = """
def one(Total, numbers):
    total = Total()
    return [total.add(float(x)) for x in numbers][-1]

def trained(model, numbers):
    for x in numbers: model.add(float(x))
    return model.total

def sent(model, numbers):
    return [model.send(float(x)) for x in numbers][-1]

def by_names(make, Total, numbers):
    return one(Total, numbers) + (0 if make is None else make().add(0.0))

def unchanged(scale, numbers):
    before = numbers.copy()
    scaled = scale(numbers)
    assert (numbers == before).all(), "numbers were changed"
    return scaled

def with_a_model(Total, model, numbers):
    return one(Total, numbers), trained(model, numbers)
"""
NUMBERS = [1.0, 2.0], [3.0], [4.0]
SUMS = [3.0, 3.0, 4.0]
RIGHT = """
class Total:
    def __init__(self): self.total = 0
    def add(self, x):
        self.total += x
        return self.total
"""
ONCE_RIGHT = {  # a class whose first object alone is right
    "class_attribute": """
class Total:
    total = 0
    def add(self, x):
        Total.total += x
        return self.total
""",
    "shared_list": """
class Total:
    numbers = []
    def add(self, x):
        self.numbers.append(x)
        return sum(self.numbers)
""",
    "default_list": """
class Total:
    def __init__(self, numbers=[]): self.numbers = numbers
    def add(self, x):
        self.numbers.append(x)
        return sum(self.numbers)
""",
    "global_list": """
numbers = []
class Total:
    def add(self, x):
        numbers.append(x)
        return sum(numbers)
""",
    "used_up_iterator": f"starts = iter([0])\n{RIGHT.replace('total = 0', 'total = next(starts)')}",
    "deletes_itself": f"{RIGHT}    def __del__(self): globals().pop('Total', None)",
    "one_object": """
class Total:
    it = None
    def __new__(cls):
        if cls.it is None:
            cls.it = object.__new__(cls)
            cls.it.total = 0
        return cls.it
    def add(self, x):
        self.total += x
        return self.total
""",
    "function_with_a_closed_over_list": """
def make():
    numbers = []
    class Total:
        def add(self, x):
            numbers.append(x)
            return sum(numbers)
    return Total
Total = make()
""",
}
HONEST = {
    "plain": RIGHT,
    "counts_its_objects": f"{RIGHT.replace('total = 0', 'total = 0; Total.made = getattr(Total, chr(109), 0) + 1')}",
    "names_its_objects": RIGHT.replace("self.total = 0", "self.total, self.name = 0, f'total {next(NUMBERS)}'")
    .replace("class", "import itertools\nNUMBERS = itertools.count()\nclass", 1),
    "registered_by_name": f"""
REGISTRY = {{}}
def register(cls):
    if cls.__name__ in REGISTRY: raise ValueError('twice')
    return REGISTRY.setdefault(cls.__name__, cls)
@register{RIGHT}""",
    "keeps_the_best": RIGHT.replace("self.total += x", "self.total += x; Total.best = max(Total.best, self.total)")
    .replace("class Total:", "class Total:\n    best = 0"),
    "made_by_a_function": "from types import SimpleNamespace\ndef Total():\n    numbers = []\n"
    "    return SimpleNamespace(add=lambda x: numbers.append(x) or sum(numbers))",
    "partial": f"import functools\n{RIGHT.replace('Total', 'Sum')}\nTotal = functools.partial(Sum)",
}  # fmt: skip
MODELS = {
    "object": f"{RIGHT}\nmodel = Total()",
    "called_object": f"{RIGHT.replace('add', '__call__')}    def add(self, x): return self(x)\nmodel = Total()",
    "any_attribute": f"{RIGHT}    def __getattr__(self, name): return name\nmodel = Total()",
    "no_attribute_but_by_key": f"{RIGHT}    def __getattr__(self, name): return {{}}[name]\nmodel = Total()",
    "with_a_name": f"{RIGHT}    __name__ = 'model'\nmodel = Total()",
    "namespace": "from types import SimpleNamespace as S\nmodel = S(total=0)\n"
    "model.add = lambda x: setattr(model, 'total', model.total + x)",
}


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
