"""All cases of a question are calls of one program: with one kind of arrays, in whichever child they run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.program import QUICK, ask, forked, program

from grader.model.encoding.values import Items, Numbers, Other, Table, Text
from grader.model.request import Request
from grader.model.transcript import WITH_JAX_ARRAYS, Call, Raised, Returned, Stopped
from grader.sandbox import session
from grader.sandbox.ways import _is_same

ARRAYS = [1.0, 2.0], [3.0, 4.0], [5.0, 6.0]
COUNTS = "calls = []\ndef f(w):\n    calls.append(0)\n    {0}\n    return w.sum()"


def calls_of(source: str, *points: object, modules: dict[str, str] | None = None, **parts: object) -> list[Call]:
    requests = [replace(ask(f"f-{n}", "f", (0,), w=point), **parts) for n, point in enumerate(points)]
    return list(session.run(program(source), requests, forked(limits=QUICK), modules=modules).calls.values())


def kinds(calls: list[Call]) -> list[type]:
    return [type(call) for call in calls]


def sums(calls: list[Call]) -> list[float | None]:
    return [float(call.value.array) if isinstance(call, Returned) else None for call in calls]


def test_what_raises_at_every_second_call_gets_no_second_chance_with_jax_arrays():
    calls = calls_of(COUNTS.format("if len(calls) % 2 == 0: raise ValueError('second')"), *ARRAYS)
    assert kinds(calls) == [Returned, Raised, Returned]
    assert calls[1].message == "second"


def test_nor_does_what_raises_at_its_first_call():
    assert kinds(calls_of(COUNTS.format("if len(calls) == 1: raise ValueError"), *ARRAYS))[0] is Raised


def test_nor_does_one_of_several_runs():
    """Each run of a case is a call: the second and the fourth raise."""
    source = COUNTS.format("if len(calls) in (2, 5): raise ValueError")
    assert kinds(calls_of(source, [1.0, 2.0], runs=4)) == [Raised]


def test_a_function_for_jax_arrays_gets_them_from_the_first_case_on():
    calls = calls_of("def f(w):\n    return w.at[0].set(0.0).sum()", *ARRAYS)
    assert sums(calls) == [2, 4, 6]
    assert all(call.notes == (WITH_JAX_ARRAYS,) for call in calls)


def test_a_function_that_needs_jax_arrays_in_a_later_case_gets_them_where_earlier_answers_stay():
    source = "def f(w):\n    return w.at[0].set(0.0).sum() if w[0] > 3 else w.sum()"
    assert sums(calls_of(source, *ARRAYS)) == [3, 7, 6]


@pytest.mark.parametrize("otherwise", ["0 * w.sum()", "w[None] + w", "str(w)", "1 / 0", "exit()", "os._exit(0)"])
def test_two_programs_for_two_kinds_of_arrays_answer_no_question_together(otherwise):
    """With NumPy arrays the first case is right, with JAX arrays the others."""
    source = f"""
    import os, numpy as np
    def f(w):
        if isinstance(w, np.ndarray):
            if w[0] > 1: raise ValueError('numpy')
            return w.sum()
        return w.sum() if w[0] > 1 else {otherwise}
    """
    calls = calls_of(source, *ARRAYS)
    assert kinds(calls) == [Returned, Raised, Raised]
    assert calls[2].message == "numpy"


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "os.abort()"])
def test_what_ends_its_process_at_every_second_call_works_once(end):
    calls = calls_of("import os\n" + COUNTS.format(f"if len(calls) % 2 == 0: {end}"), *ARRAYS)
    assert kinds(calls) == [Returned, Stopped, Stopped]


@pytest.mark.parametrize(
    "end", ["os._exit(0)", "bytearray(1 << 40)", "np.ones(1 << 27) + 1", "f(w)", "exec('while 1: 0')"]
)
def test_what_ends_in_one_case_loses_no_other(end):
    source = f"""
    import os, numpy as np
    def f(w):
        if w[0] == 3: {end}
        return w.sum()
    """
    calls = calls_of(source, *ARRAYS, [7.0, 8.0])
    assert sums(calls) == [3, None, 11, 15]


DRIVER = {"drivers.py": "def driven(f, w):\n    return f(w)"}
OBJECT = """
import functools
class Sum:
    calls = 0
    def __call__(self, w):
        self.calls += 1
        return self.calls * w.sum()
def keeping(seen, w):
    seen.append(w)
    return len(seen) * w.sum()
"""


@pytest.mark.parametrize("value", ["Sum()", "functools.partial(keeping, [])", "Sum().__call__", "[Sum()][0]"])
def test_what_stands_for_a_function_of_the_handout_keeps_what_a_function_would(value):
    parts = {"driver": "drivers.py:driven", "defines": ("f",)}
    calls = calls_of(f"{OBJECT}f = {value}", *ARRAYS, modules=DRIVER, lasting=("f",), **parts)
    assert sums(calls) == [3, 2 * 7, 3 * 11]


def number(value: float) -> Numbers:
    return Numbers(np.array(value))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (number(1.0), number(1.0 + 1e-6), True),
        (number(1.0), number(1.1), False),
        (number(float("nan")), number(float("nan")), True),
        (number(float("nan")), number(1.0), False),
        (Numbers(np.ones(3)), number(1.0), False),
        (Numbers(np.ones(0)), Numbers(np.ones(0)), True),
        (Items((number(1.0), Text("a"))), Items((number(1.0), Text("a"))), True),
        (Items((number(1.0), Text("a"))), Items((number(1.0), Text("b"))), False),
        (Table({"a": number(1.0), "b": number(2.0)}), Table({"b": number(2.0), "a": number(1.0)}), True),
        (Table({"a": number(1.0)}), Table({"b": number(1.0)}), False),
        (Other("a generator"), Other("a generator"), True),
        (Text("1"), number(1.0), False),
        (Numbers(np.array([True, False])), Numbers(np.array([1, 0])), True),
        (Numbers(np.array([0], np.uint8)), Numbers(np.array([255], np.uint8)), False),
        (Numbers(np.array([1j])), Numbers(np.array([0.0])), False),
        (number(1e308), number(-1e308), False),
        (Numbers(np.array([1 << 62])), Numbers(np.array([1 << 62])), True),
    ],
)
def test_answers_are_the_same_but_for_the_arithmetic(one, other, same):
    assert _is_same(Returned(one), Returned(other)) == same


def test_a_call_that_raised_is_not_the_same():
    assert not _is_same(Raised("ValueError", ""), Returned(number(1.0)))
    assert not _is_same(None, Returned(number(1.0)))


def test_a_request_by_another_way_is_another_program():
    request = Request("f-1", "f", "f", {}, (0, 1), as_defined=(0,))
    others = replace(request, needs=(0,)), replace(request, arrays="jax"), replace(request, question="g")
    assert len({each.way for each in (request, *others)}) == 4
