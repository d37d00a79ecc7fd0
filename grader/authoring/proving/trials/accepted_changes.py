"""Changes of a solution that a check accepts: each is listed, and a check that accepts most of them fails.

Whether what a check accepts is right, too, only its author knows: another optimum is, half of a step is not. So a few
are listed to be read; a check fails that accepts most of the changes with another result, or most of those that change
one part of it alone. Changes that `also_right` of the question names count for neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.authoring.answers.answer_forms import right_as_returned
from grader.authoring.derived.exercises import ChangedSolution, Exercise
from grader.authoring.derived.runs import Workshop, case_of, is_lasting, run_changes
from grader.authoring.derived.wording import describe
from grader.authoring.proving.proof import Finding
from grader.authoring.proving.trials.value_parts import Path, in_form, parts_apart, path_in_words
from grader.judging.outcomes import Unchecked, Verdict
from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Value
from grader.model.key import Question
from grader.model.transcript import Call, Returned

MAX_TRIED = 150  # changes of a question, likely ones first: a check may take a while for each
MAX_ACCEPTED = 0.5  # share of them that a check may accept before its author has looked at them
FEWEST = 4  # changes of one part alone that say something of it


@dataclass(frozen=True)
class _CheckedChange:
    """A change with another result than the solution's, and whether the check gives it every point.

    `parts` are those that differ, in the cases up to the first that loses points.
    """

    changed: ChangedSolution
    parts: frozenset[Path]
    is_accepted: bool


def accepted_changes(workshop: Workshop, exercise: Exercise, checks: Mapping[str, str]) -> Finding:
    """What the question's check says of the changes of its solution; a line for each that it accepts."""
    question, also_right = exercise.question, exercise.spec.also_right
    tried, failures = _try(workshop, exercise, checks)
    listed = {each.changed.name for each in tried if also_right and each.changed.name.startswith(also_right)}
    own = [each for each in tried if each.changed.name not in listed]
    accepted = [each for each in own if each.is_accepted]
    faults = list(_faults(question, own))
    way_out = [_way_out(question)] if faults else []
    lines = [f"{question.name}: accepted: {_words(each.changed)} [{each.changed.name}]" for each in accepted]
    also = f"; {len(listed)} more may pass, as also_right says" if listed else ""
    figure = f"{len(own) - len(accepted)} of {len(own)}{also}" if own else f"none has another result{also}"
    claim = f"{question.name}: its check refuses changes of its solution"
    return Finding(claim, not faults, figure, (*faults, *way_out, *failures[:1], *lines))


def _faults(question: Question, tried: Sequence[_CheckedChange]) -> Iterator[str]:
    """A sentence for the whole result, or for each part that the check hardly looks at."""
    if _are_mostly_accepted(tried):
        accepted = sum(each.is_accepted for each in tried)
        yield f"{question.name}: the check accepts {accepted} of {len(tried)} changes that give another result."
        return
    parts = sorted({part for each in tried for part in each.parts}, key=repr)
    for part in parts if len(parts) > 1 else ():
        alone = [each for each in tried if each.parts == {part}]
        if len(alone) >= FEWEST and _are_mostly_accepted(alone):
            accepted = sum(each.is_accepted for each in alone)
            name = path_in_words(question, part)
            yield f"{question.name}: the check accepts {accepted} of {len(alone)} changes of {name} alone."


def _are_mostly_accepted(tried: Sequence[_CheckedChange]) -> bool:
    return sum(each.is_accepted for each in tried) > MAX_ACCEPTED * len(tried)


def _way_out(question: Question) -> str:
    return (
        f"{question.name}: read the list below. Where a change is wrong, test in the check what it spoils. Where all "
        f'are right, write `also_right = ["{question.name}."]` in the question, or the ids in [ ] of those that are.'
    )


def _try(workshop: Workshop, exercise: Exercise, checks: Mapping[str, str]) -> tuple[list[_CheckedChange], list[str]]:
    """The changes that return something else than the solution, and a line for each on which the check itself fails."""
    question = exercise.question.with_answers()
    changes = [each for each in exercise.changes if not is_lasting(each.name)][:MAX_TRIED]
    cases, verdicts = {case.id: case for case in question.cases}, dict[str, Verdict]()

    def is_right(name: str, call: Call) -> bool:
        verdicts[name] = judge_case(question, cases[case_of(name)], call, checks)
        return verdicts[name].right

    calls = run_changes(workshop, exercise, changes, question.cases, goes_on=is_right)
    own = {case.id: _value(question, calls[exercise.unchanged.call(case)]) for case in question.cases}
    right = {case.id: in_form(question, right_as_returned(question, case)) for case in question.cases}
    moving = {case: _apart(question, right[case], value) for case, value in own.items()}  # such as measured seconds
    tried, failures = list[_CheckedChange](), list[str]()
    for changed in changes:
        made = [(case, name) for case in question.cases if (name := changed.call(case)) in verdicts]
        values = {case.id: _value(question, calls[name]) for case, name in made}
        of_check = [verdicts[name].outcome for _, name in made]
        failures += [
            f"{question.name}: the check itself fails on a result, where {_words(changed)}: {outcome.detail}"
            for outcome in of_check if isinstance(outcome, Unchecked)
        ]  # fmt: skip
        if not made or None in values.values():
            continue
        apart = (_apart(question, own[case], value) - moving[case] for case, value in values.items())
        if parts := frozenset[Path]().union(*apart):
            tried.append(_CheckedChange(changed, parts, all(verdicts[name].right for _, name in made)))
    return tried, failures


def _value(question: Question, call: Call) -> Value | None:
    return in_form(question, call.value) if isinstance(call, Returned) else None


def _apart(question: Question, one: Value | None, other: Value | None) -> frozenset[Path]:
    """The parts in which two results differ; of several runs the parts of any of them."""
    if one is None or other is None:
        return frozenset({()})
    runs = isinstance(one, Items) and isinstance(other, Items) and question.runs
    return frozenset(path[1:] if runs else path for path in parts_apart(one, other))


def _words(changed: ChangedSolution) -> str:
    """The change for staff, who may read every name of the solution, with its line."""
    return f"{describe(changed.change, changed.change.source).name} (line {changed.change.line} of the function)"
