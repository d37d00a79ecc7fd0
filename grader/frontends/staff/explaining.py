"""What `grader explain` does for a wrong answer: an edit that puts it right, as a name that staff could give."""

from __future__ import annotations

from collections.abc import Iterable

from grader.authoring.repairs.repair import repairs
from grader.base.printable import printable
from grader.course.decisions.decision import Decision
from grader.course.decisions.named_answers import NamedAnswers
from grader.judging.verdicts import judge_case
from grader.model.key import Key, Question
from grader.model.transcript import Transcript
from grader.processes.fork_server import shared_fork_server
from grader.sandbox.environment import Environment, Limits

BY = "grader explain"
CASE_SECONDS, TIMEOUTS = 2.0, 10  # of edited programs, of which some never end
LONGEST_EDIT, LONGEST_LINE = 4_000, 200  # characters


def named_by_repair(
    key: Key, question: Question, transcript: Transcript, *, seconds: float, students: bool
) -> NamedAnswers | None:
    """The name that the repairs of an answer give it; None where there are none."""
    limits = Limits(case_seconds=CASE_SECONDS, question_seconds=seconds, timeouts_per_question=TIMEOUTS)
    environment = Environment(limits, fork_server=shared_fork_server())
    repaired = repairs(key, question, transcript, environment)
    if not repaired:
        return None
    edit = printable("\n\n".join(each.difference for each in repaired), LONGEST_EDIT)
    name, hint = _joined("; or ", (r.name for r in repaired)), _joined(" ", (r.hint for r in repaired))
    lines = tuple(dict.fromkeys(printable(place.line, LONGEST_LINE) for place in repaired[0].places))
    return NamedAnswers(name, hint, students and _is_seen(key, question, transcript), BY, edit=edit, lines=lines)


def _is_seen(key: Key, question: Question, transcript: Transcript) -> bool:
    """Whether a visible case is wrong: what hidden ones alone show is not for students."""
    visible = [case for case in question.cases if not case.hidden]
    return any(not judge_case(question, c, transcript.calls[c.id], key.checks).right for c in visible)


def comment_on_lines(question: str, named: NamedAnswers) -> Decision:
    """What the author of the submission reads: the own lines in which the slip is, and nothing of the edit."""
    lines = " and ".join(f"`{line}`" for line in named.lines)
    text = f"Look at your line{'s' * (len(named.lines) > 1)} {lines}: {named.name}."
    return Decision("comment", named.submission, question, text=text)


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(dict.fromkeys(texts))
