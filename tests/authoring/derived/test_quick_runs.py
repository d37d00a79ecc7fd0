"""With NumPy in JAX's place, changes of a solution return what they return with JAX, or are left to it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.derived import quick_runs, runs
from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.quick_runs import QuickRuns, is_same
from grader.authoring.derived.runs import LASTING, Workshop, run_changes
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.encoding.values import Items, Numbers, Table, Text
from grader.model.request import Request
from grader.model.transcript import Raised, Returned, Stopped

ASSIGNMENT = read_written(__file__, "quick_runs.toml")
HANDED = """
import jax
import jax.numpy as jnp
def descend(g, alpha, w):
    ### BEGIN SOLUTION
    points, slope = [w], jax.grad(g)
    for _ in range(5):
        w = w - alpha * slope(w)
        points.append(w)
    return jnp.stack(points), g(w)
    ### END SOLUTION
"""
SIGNS = """
import jax.numpy as jnp
def descend(g, alpha, w):
    ### BEGIN SOLUTION
    signs = []
    for x in jnp.linspace(-3, 3, 4001)[1998:2003]:
        signs.append(alpha * jnp.sign(x))
    return jnp.array(signs), g(w)
    ### END SOLUTION
"""
OWN = HANDED.replace("jax.grad(g)", "jax.grad(lambda v: g(v) + jnp.sum(v**2))")


UPDATED = read_written(__file__, "quick_runs_updated.py")


@pytest.fixture
def calls_of(tmp_path):
    """`calls_of(source, first)`: calls of the first changes, and of those that keep the result or divide, with NumPy
    in JAX's place; how many of them NumPy made; and a function that makes the same calls without NumPy."""

    def calls(source: str, first: int):
        (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
        (tmp_path / "small.py").write_text(source, encoding="utf-8")
        assignment, made = load_assignment(tmp_path), Counter[str]()
        (exercise,) = read_exercises(assignment, {each.name: each for each in underived_key(assignment).questions})
        changes = exercise.changes[:first]
        changes += [each for each in exercise.changes[first:] if each.change.kind in (*LASTING, "divisor")]
        assert {*LASTING} & {each.change.kind for each in changes}

        def run() -> dict:
            return run_changes(Workshop(assignment), exercise, changes, exercise.question.cases)

        def plain() -> dict:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(runs, "_quick_runs", lambda *_: None)
                return run()

        read = quick_runs.QuickRuns.read

        def counted(self, name, call):
            calls = read(self, name, call)
            made["NumPy"] += len(calls)
            return calls

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(quick_runs.QuickRuns, "read", counted)
            return run(), made["NumPy"], plain

    return calls


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(HANDED, id="of a handed function"),
        pytest.param(UPDATED, id="of updates"),
        pytest.param(SIGNS, id="of a grid that is 1e-17 where NumPy's is 0"),
    ],
)
def test_every_change_does_what_it_does_with_jax(source, calls_of):
    quick, made, plain_calls = calls_of(source, first=50)
    plain = plain_calls()
    assert made > 0 and list(quick) == list(plain) and any(isinstance(call, Raised) for call in plain.values())
    for name, call in plain.items():
        assert type(quick[name]) is type(call), name
        assert not isinstance(call, Returned) or is_same(call.value, quick[name].value), name


@pytest.mark.slow
def test_numpy_makes_no_call_where_jax_differentiates_a_function_of_the_solution(calls_of):
    quick, made, _ = calls_of(OWN, first=10)
    assert len(quick) > 10 and made == 0


def test_a_batch_that_was_stopped_says_nothing_of_the_solution():
    """The members of that batch run one by one, and the other batches as before."""
    right = Returned(Numbers(np.array(1.0)))
    runs = QuickRuns({"a": (Request("a", "f", "f", {}, ()), right)}, ["f"], lambda name: name, {"a": []})
    assert runs.read("a", Stopped("timed_out", "")) == {} and not runs.need_jax
    runs.batches["a"] = []
    assert runs.read("a", Returned(Items((Table({"value": Numbers(np.array(2.0))}),)))) == {} and runs.need_jax == {"a"}


def test_what_lacks_a_name_is_not_run_again_and_what_raises_otherwise_is():
    """JAX may compute what NumPy raises at, such as an index beyond the end."""
    own = Request("a", "f", "f", {}, ())
    batch = [Request(f"{name} a", "f", "f", {}, ()) for name in ("unbound", "refused")]
    right, seconds = Numbers(np.array(1.0)), Numbers(np.array(0.1))
    runs = QuickRuns({"a": (own, Returned(right))}, ["f"], lambda name: name, {"a": batch})
    entries = {"value": right}, {"raised": Text("UnboundLocalError")}, {}
    answer = Returned(Items(tuple(Table({"seconds": seconds, **entry}) for entry in entries)))
    assert runs.read("a", answer) == {"unbound a": Raised("UnboundLocalError", "")}
