"""What the page about a rehearsal shows of it: how much was tried, and the best messages on known mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from grader.authoring.proving.mistake_trials import Trial
from grader.authoring.proving.proof import Example
from grader.model.key import Key

SHOWN = 3  # messages, each of another question
LONGEST = 1200  # characters of a message that is read to its end


def best_examples(key: Key, trials: Iterable[Trial]) -> tuple[Example, ...]:
    """Messages that name their mistake alone, those that point at a step first; one of each question."""
    named = [t for t in trials if t.student_report and t.student_report.mistake == t.mistake and t.mistake in key.hints]
    best: dict[str, Example] = {}
    for trial in sorted(named, key=_rank):
        if (report := trial.student_report) and report.status != "right":
            best.setdefault(report.name, Example(report.title, key.hints[trial.mistake][0], report.message))
    return tuple(best.values())[:SHOWN]


def _rank(trial: Trial) -> tuple[bool, bool, int]:
    message = trial.student_report.message if trial.student_report else ""
    return len(message) > LONGEST, "first difference" not in message, -len(message)


def scope(key: Key, trials: Sequence[Trial], files: Mapping[str, int]) -> dict[str, int]:
    """How many questions, cases and mistakes there are, and how many `files` of each kind were run."""
    cases = [case for question in key.questions if not question.is_written for case in question.cases]
    counts = {
        "questions": len(key.questions),
        "cases that students see": sum(not case.hidden for case in cases),
        "hidden cases": sum(case.hidden for case in cases),
        "written answers": sum(len(question.cases) for question in key.questions if question.is_written),
        "known mistakes, each on its question": len(trials),
    }
    return {name: count for name, count in {**counts, **files}.items() if count}
