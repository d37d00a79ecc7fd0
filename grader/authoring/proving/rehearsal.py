"""The whole proof of an assignment, before students see it: the grader is graded.

    what is tried                      what must come of it                        by way of
    the solution                       every point                                 reader, sandbox, judge
    the handout as it is               no point, and "not attempted"               reader, sandbox, judge
    honest work in many styles         every point, far inside the tolerance       reader, sandbox, judge
    every known mistake                points lost on its question alone, named    judge, and a student's key
    two mistakes at once               no wrong name                               judge
    every argument                     another value in some case                  assignment.toml

An assignment's honest styles are the files in its folder `honest/`. What cannot be tried is reported as unproven; a
mistake that survives is reported with a case that catches it.

Screening a grader with work known to be right and known to be wrong: Wrenn, Krishnamurthi and Fisler, "Who Tests the
Testers?", ICER 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.authoring.proving.double_trials import try_doubles
from grader.authoring.proving.honest_work import honest_styles, try_honest_work
from grader.authoring.proving.mistake_trials import Progress, mistake_findings, to_toml, try_mistakes
from grader.authoring.proving.proof import Finding, Rehearsal
from grader.judging.diagnosis.candidates import slips_for
from grader.model.key_checks import STEPPED

if TYPE_CHECKING:
    from grader.authoring.assignment import Assignment
    from grader.model.key import Key


def rehearse(assignment: Assignment, key: Key, progress: Progress = lambda text: None) -> Rehearsal:
    """Try everything that this module's docstring lists: one to two minutes, most of them for honest work."""
    ungrouped = replace(key, questions=tuple(replace(q, group="") for q in key.questions))  # a group hides lost points
    trials = list(try_mistakes(ungrouped, progress))
    return Rehearsal(
        key.assignment,
        (
            *try_honest_work(assignment, key, progress),
            constant_arguments(assignment),
            *mistake_findings(assignment, trials),
            *try_doubles(assignment, ungrouped, progress),
        ),
        tuple(sorted({t.report.mistake for t in trials if "|" in t.report.mistake})),
        tuple(_notes(key)),
        tuple(_unproven(assignment, key)),
    )


def constant_arguments(assignment: Assignment) -> Finding:
    """The arguments that are the same in every case: nobody could see one that is written into the code."""
    troubles = [
        f"{name} is {'its default' if value is None else to_toml(value)} in every case of {question.name}: who writes "
        "that into the code keeps every point. Add a case with another value, or write "
        f'fixed = ["{name}"] in the question if this is meant.'
        for question in assignment.question
        for name, value in question.constant_arguments.items()
        if name not in question.fixed
    ]
    figure = f"{len(troubles)} do not" if troubles else "all do"
    return Finding.of("every argument takes more than one value", figure, troubles)


def _unproven(assignment: Assignment, key: Key) -> Iterator[str]:
    """What could not be tried, because there is nothing to try it with."""
    if not honest_styles(assignment):
        yield (
            "No honest work but the master: nothing is proven about right work in another style. Put some into the "
            "folder honest/ beside assignment.toml."
        )
    for question in key.questions:
        if not question.mistakes and question.returns != "truth":
            slips = " but slips of recording" if any(slips_for(key, question)) and question.returns in STEPPED else ""
            yield (
                f"{question.name}: no known mistakes{slips}: nothing is proven about naming, nor that a wrong rule "
                "loses points. Name a bank by `mistakes`, or write one (reference/mistakes/README.md)."
            )


def _notes(key: Key) -> Iterator[str]:
    """What the key allows, and which rows of a case are not judged."""
    for group in dict.fromkeys(q.group for q in key.questions if q.group):
        names = ", ".join(q.name for q in key.questions if q.group == group)
        yield f"of {group!r} any one counts, the best: {names}"
    for question in key.questions:
        if question.returns != "truth" and all(case.hidden for case in question.cases):
            yield f"{question.name} shows students no case, as all_hidden says"
        if question.others:
            names = ", ".join(repr(q.reading) for q in question.readings)
            yield f"{question.name} is right by each of these readings, if all cases follow the same one: {names}"
        for case in question.cases if question.returns in STEPPED else ():
            if case.last_judged < case.steps:
                last = case.last_judged
                yield f"{case.id} is judged up to step {last} of {case.steps}: there its run lands on a kink"
