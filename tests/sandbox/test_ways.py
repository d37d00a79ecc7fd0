"""No case of a question is its first call: not with JAX arrays, nor in another child."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.program import QUICK, Limits, ask, forked, program
from support.rows import few

from grader.model.transcript import WITH_JAX_ARRAYS, Call, Fault, Raised, Returned
from grader.sandbox import session

ARRAYS = [1.0, 2.0], [3.0, 4.0], [5.0, 6.0]
COUNTS = "calls = []\ndef f(w):\n    calls.append(0)\n    {0}\n    return w.sum()"


def calls_of(
    source: str, *points: object, modules: dict[str, str] | None = None, limits: Limits = QUICK, **parts: object
) -> list[Call]:
    requests = [replace(ask(f"f-{n}", "f", (0,), w=point), **parts) for n, point in enumerate(points)]
    return list(session.run(program(source), requests, forked(limits=limits), modules=modules).calls.values())


def kinds(calls: list[Call]) -> list[type]:
    return [type(call) for call in calls]


def sums(calls: list[Call]) -> list[float | None]:
    return [float(call.value.array) if isinstance(call, Returned) else None for call in calls]


def test_what_raises_at_every_second_call_gets_no_second_chance_with_jax_arrays():
    calls = calls_of(COUNTS.format("if len(calls) % 2 == 0: raise ValueError('second')"), *ARRAYS)
    assert kinds(calls) == [Returned, Raised, Returned]
    assert calls[1].message == "second"


def test_nor_does_one_of_several_runs():
    """Each run of a case is a call: the second and the fourth raise."""
    source = COUNTS.format("if len(calls) in (2, 5): raise ValueError")
    assert kinds(calls_of(source, [1.0, 2.0], runs=4)) == [Raised]


@pytest.mark.parametrize("due", ["ValueError", "KeyError"])
def test_a_call_that_raises_what_it_should_gets_no_second_chance(due):
    """With JAX arrays it would return. Whatever else it raises is tried again, as anywhere."""
    source = "def f(w):\n    if type(w).__module__ == 'numpy': raise ValueError\n    return 1.0"
    (call,) = calls_of(source, [1.0, 2.0], raises=due)
    assert isinstance(call, Raised if due == "ValueError" else Returned)


def test_a_call_that_raises_what_it_should_is_not_run_by_the_other_statements():
    """Up to the definition alone `check` is missing, so that nothing would be raised."""
    cells = program(
        "def check(w):\n    pass", "def f(w):\n    check(w)\n    return 1.0", "def check(w):\n    raise KeyError"
    )
    due = replace(ask("f-0", "f", (0, 1, 2), w=1.0), as_defined=(0, 1), raises="KeyError")
    (raised,) = session.run(cells, [due], forked()).calls.values()
    (returned,) = session.run(cells, [replace(due, raises="")], forked()).calls.values()
    assert isinstance(raised, Raised) and raised.bases[0] == "KeyError" and isinstance(returned, Returned)


def test_a_function_for_jax_arrays_gets_them_from_the_first_case_on():
    calls = calls_of("def f(w):\n    return w.at[0].set(0.0).sum()", *ARRAYS)
    assert sums(calls) == [2, 4, 6]
    assert all(call.notes == (WITH_JAX_ARRAYS,) for call in calls)


def test_a_function_that_needs_jax_arrays_in_one_case_gets_numpys_in_all_others():
    """Later cases keep NumPy's precision."""
    source = "def f(w):\n    w = w.at[0].set(0.0) if w[0] == 3 else w\n    return str(w.dtype)"
    assert [call.value.text for call in calls_of(source, *ARRAYS)] == ["float64", "float32", "float64"]


SLOW_IN_JAX = """
import os, time, numpy as np
{1}
def f(w):
    if not isinstance(w, np.ndarray) and w[0] < 3: {0}
    w = w.at[0].set(0.0) if w[0] >= 3 else w
    return w.sum()
"""


@pytest.mark.parametrize("end", few(["os._exit(0)", "1 / 0", "time.sleep(60)", "exec('while 1: 0')", "exit()"], 2))
def test_an_earlier_case_that_fails_or_is_slow_with_jax_arrays_costs_no_later_one(end):
    calls = calls_of(SLOW_IN_JAX.format(end, ""), *ARRAYS, [1.0, 1.0])
    assert sums(calls) == [3, 4, 6, 2]


def test_a_cell_that_cannot_run_twice_in_a_process_costs_no_case():
    cell = "import os; os.mkdir('plots')"
    assert sums(calls_of(SLOW_IN_JAX.format("pass", cell), *ARRAYS)) == [3, 4, 6]


def test_a_slow_cell_is_not_run_again_where_the_question_would_lose_its_time():
    cell = "time.sleep(1.2)"  # as long on a busy machine
    limits = replace(QUICK, question_seconds=1.0)  # a third of 3 seconds on the wall is for what is run again
    assert sums(calls_of(SLOW_IN_JAX.format("pass", cell), *ARRAYS, limits=limits)) == [3, 4, 6]


def test_what_ends_its_process_once_it_has_raised_is_no_fault_of_ours():
    source = """
    import os, threading
    def f(w):
        threading.Thread(target=lambda: os._exit(0)).start()
        raise ValueError
    """
    assert not {Fault} & set(kinds(calls_of(source, *ARRAYS)))


ENDS = ["os._exit(0)", "bytearray(1 << 40)", "exec('while 1: 0')", "np.ones(1 << 27) + 1", "f(w)"]


@pytest.mark.parametrize("end", few(ENDS, 2))
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
