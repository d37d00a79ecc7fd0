"""Why a question is not right, for staff and after the due date: from a report's `mistake` to names and hints.

`a+b` is two mistakes at once, `a|b` one of several that fit equally, `!x` what stopped the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.base.text import printable
from grader.judging.messages.formatting import format_number
from grader.judging.verdicts import judge_case
from grader.model.key import Key, Question
from grader.model.report import QuestionReport
from grader.model.statuses import WORDS
from grader.model.transcript import Transcript

LONGEST_ANSWER = 200  # characters


def cause_name(key: Key, cause: str) -> str:
    """The name of the mistake, or the words for what stopped the code."""
    if cause.startswith("!"):
        end = cause[1:]
        return WORDS[end].capitalize() if end in WORDS else f"Stopped by {end}"
    groups = (" and ".join(_hint(key, mistake)[0] for mistake in group) for group in _groups(cause))
    return " or ".join(groups)


def cause_hints(key: Key, cause: str) -> list[str]:
    """The hints of its mistakes, each once; none for what stopped the code."""
    hints = (_hint(key, mistake)[1] for group in _groups(cause) for mistake in group)
    return [hint for hint in dict.fromkeys(hints) if hint]


def staff_notes(key: Key, question: Question, report: QuestionReport, transcript: Transcript | None) -> list[str]:
    """What staff alone read of a question: why it could not be checked, the cause by all cases, and wrong answers.

    The transcript is needed where answers are written.
    """
    cause = f"By all cases: {cause_name(key, report.mistake)}." if report.mistake else ""
    answers = _wrong_answers(question, report, transcript) if question.is_written and transcript else ()
    return [*filter(None, [report.note, cause]), *answers]


def _wrong_answers(question: Question, report: QuestionReport, transcript: Transcript) -> Iterator[str]:
    """Each wrong written answer beside the right one; a key for students has none."""
    wrong = {case.id for case in report.cases if case.status == "wrong"}
    for case in question.cases:
        if case.id in wrong and case.expected and (call := transcript.calls.get(case.id)):
            word = "and" if "choice" in case.expected else "or"  # all of a choice are right, and any spelling of a text
            answers = (_shown(value, word) for value in judge_case(question, case, call).answer.values())
            rights = (_shown(value, word) for value in case.expected.values())
            which = f"{case.title}: " if len(question.cases) > 1 else ""
            yield f"{which}answered {', '.join(answers)}; right is {', '.join(rights)}."


def _shown(answer: Any, word: str) -> str:
    """A written answer as text; `word` stands between those of a list."""
    if isinstance(answer, (list, tuple)):
        return f" {word} ".join(_shown(each, word) for each in answer)
    text = format_number(answer) if isinstance(answer, (float, np.ndarray)) else str(answer)
    return printable(text, LONGEST_ANSWER)


def published_cause(key: Key, question: QuestionReport) -> list[str]:
    """Paragraphs on a cause that hidden cases show and the student's message does not name: for after the due date."""
    mistakes = [_hint(key, mistake) for group in _groups(question.mistake) for mistake in group if mistake]
    of_staff = any(not hint for _, hint in mistakes)  # a mistake without a hint has a name for staff alone
    if of_staff or all(name in question.message for name, _ in mistakes):
        return []
    name = cause_name(key, question.mistake)
    return [f"With hidden cases, the likely cause is: {name}.", *cause_hints(key, question.mistake)]


def _groups(cause: str) -> list[list[str]]:
    return [group.split("+") for group in cause.split("|")]


def _hint(key: Key, mistake: str) -> tuple[str, str]:
    return key.hints.get(mistake, (mistake, ""))
