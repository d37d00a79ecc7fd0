"""What changed solutions return where NumPy stands in for JAX: many of them in one call, without the wait of each step.

JAX takes some 30 microseconds for each operation of a solution's loop, NumPy one. It stands in only where the solution
itself then returns what it returns with JAX, to the last digits; functions that cases hand over, and their derivatives,
stay JAX's. What has no value so, because it raises, or takes long, or needs more of JAX, is run as a submission is.
What lacks a name is not: with JAX it lacks it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from grader.authoring.answers.solution import arrays
from grader.extraction.extract import Statement
from grader.model.encoding.values import Numbers, Text, Value
from grader.model.request import Request
from grader.model.transcript import Call, Raised, Returned
from grader.repairs.trials import SOURCE, entries, versions_table
from grader.repairs.versions import FILE

AT_ONCE = 25  # programs in one call
SECONDS = 2.0  # CPU seconds of each of them, whatever else the machine does
DIGITS = 1e-12  # of the largest number, in which the solution's answers agree
MODULES = {FILE: SOURCE}


@dataclass
class QuickRuns:
    """Requests in batches, and what came of them; `own` are the solution's, with the calls that JAX made of them."""

    own: Mapping[str, tuple[Request, Call]]  # by case
    names: Sequence[str]  # what the program defines
    case_of: Callable[[str], str]
    batches: dict[str, list[Request]] = field(default_factory=dict)
    need_jax: set[str] = field(default_factory=set)  # cases in which the solution returns something else without it

    def requests(
        self, program: Sequence[Statement], wanted: Iterable[Request], is_missing: Callable[[Request], bool]
    ) -> Iterator[Request]:
        """Calls for all that is wanted, case by case; what is not missing when its turn comes is left out."""
        wanted = list(wanted)
        for case, (own, _) in self.own.items():
            of_case = [request for request in wanted if self.case_of(request.case) == case]
            for begin in range(0, len(of_case), AT_ONCE):
                batch = list(filter(is_missing, of_case[begin : begin + AT_ONCE]))
                if batch and case not in self.need_jax:
                    self.batches[name := f"{begin} {case}"] = batch
                    yield self._request(program, replace(own, case=name), batch)

    def read(self, name: str, call: Call) -> dict[str, Call]:
        """What a call says of its batch; nothing where the solution itself returned something else in it.

        A call that was stopped, or whose answer is too large, says nothing of the solution.
        """
        case = self.case_of(name)
        batch, (_, own) = self.batches.pop(name), self.own[case]
        if not (of_versions := entries(call)):
            return {}
        first, *others = of_versions
        if not (isinstance(own, Returned) and "value" in first and is_same(own.value, first["value"])):
            self.need_jax.add(case)
            return {}
        calls = zip(batch, map(_call, others), strict=True)
        return {request.case: call for request, call in calls if call is not None}

    def _request(self, program: Sequence[Statement], own: Request, batch: Sequence[Request]) -> Request:
        """The call that runs the solution, and then all of the batch."""
        needed = sorted({at for request in (own, *batch) for at in request.needs})
        place = {at: number for number, at in enumerate(needed)}
        programs = [[place[at] for at in request.needs] for request in (own, *batch)]
        texts, modes = [program[at].source for at in needed], {"with_jax": False, "by_differences": False}
        table = versions_table(texts, programs, own, self.names, SECONDS, in_numpy=True, **modes)
        arguments = {**own.arguments, "versions": table}
        return replace(own, arguments=arguments, driver=f"{FILE}:run", defines=tuple(self.names))


def is_same(value: Value, other: Value) -> bool:
    """Whether two values hold the same numbers, but for the last digits."""
    one, two = list(arrays(value)), list(arrays(other))
    return len(one) == len(two) and all(map(_agree, one, two))


def _agree(one: np.ndarray, two: np.ndarray) -> bool:
    if one.shape != two.shape or one.dtype.kind not in "iuf":
        return np.array_equal(one, two)
    finite = np.abs(one[np.isfinite(one)])
    return np.allclose(one, two, rtol=0.0, atol=DIGITS * finite.max(initial=0.0), equal_nan=True)


def _call(entry: Mapping[str, Value]) -> Call | None:
    """What a change does with JAX too: it returns its value, or lacks a name. None where JAX may do otherwise."""
    match entry:
        case {"value": value, "seconds": Numbers(seconds)}:
            return Returned(value, float(seconds))
        case {"raised": Text(kind)}:
            return Raised(kind, "")
    return None
