"""Hints in steps: where a question goes wrong, what the values are, the likely cause, the lines to look at.

Where an assignment keeps the cause for a request, the message has the first two already, and hints go on from there.
Where the key names no cause, edits of the student's own program are searched for one, when that step is read.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Sequence

from grader.base.syntax import statements_of
from grader.judging.judge import explanation
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.cause_messages import Explanation
from grader.model.key import Case, Key, Question
from grader.model.report import CaseReport, QuestionReport
from grader.model.transcript import Transcript
from grader.repairs.visible_slips import unnamed

NO_HINTS = "Your course gives no hints with this homework."
MAX_LINES = 14  # of the student's code that are shown
CAN_SEARCH = sys.platform not in ("emscripten", "wasi")  # a browser's Python starts no process
SEARCH = "search"  # in place of a step that is not known before
LOOKING = "Looking for a small change of your code that makes the visible cases right. This takes up to 15 seconds ..."
NOTHING = (
    "The search named no slip in your code: it may have had too little time, or more than one thing may be wrong. "
    "Follow the first wrong step by hand, line by line of the handout."
)

NO_MORE = "The search found no slip in your code that is more likely than this cause."


def searched_in_vain(key: Key, transcript: Transcript, names: Sequence[str]) -> str:
    """What to say of the questions in whose programs no slip was found; nothing of none."""
    caused = [name for name in names if explanation(key, key.question(name), transcript).cause]
    unknown = [name for name in names if name not in caused]
    said = ((unknown, NOTHING), (caused, NO_MORE))
    return "\n".join(f"{', '.join(some)}: {sentence}" for some, sentence in said if some)


class Hint(str):
    """A text that a notebook shows as it is, with its line breaks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def hint(
    key: Key, report: QuestionReport, transcript: Transcript, number: int, find_slip: Callable[[str], str]
) -> Hint:
    """The hint of that number, from 1; after the last one, what to do without.

    `find_slip` searches for the slip in a question's program, and returns what to say of it, or nothing.
    """
    question = key.question(report.name).as_read(report.reading)
    steps = list(_steps(key, question, report, transcript))
    if number > len(steps):
        return Hint(f"That was all about `{report.name}`. Change your code, run its cell, and check again.")
    step = steps[number - 1]
    if step == SEARCH:
        print(LOOKING, flush=True)
        step = find_slip(report.name) or NOTHING
    return Hint(f"Hint {number} of {len(steps)} on `{report.name}`\n{step}")


def _steps(key: Key, question: Question, report: QuestionReport, transcript: Transcript) -> Iterator[str]:
    wrong = [case for case in report.visible if case.status != "right"]
    if key.options.get("hints") == "none":
        yield NO_HINTS
    elif question.is_written or not wrong or report.status in ("missing", "not_attempted", "optional"):
        yield report.message
    else:
        case = next(case for case in question.cases if case.id == wrong[0].id)
        shown = [_where(question, case, wrong, report), wrong[0].message]
        more = list(_explanation(question, wrong[0], explanation(key, question, transcript), transcript))
        if CAN_SEARCH and report.name in unnamed(key, transcript):
            more = [SEARCH, *more]
        yield from more if more and key.options.get("hints") == "steps" else [*shown, *more]


def _explanation(
    question: Question, wrong: CaseReport, explained: Explanation, transcript: Transcript
) -> Iterator[str]:
    """The likely cause, then the line of the handout and the student's own lines; several causes are one hint."""
    if explained.cause and explained.advice:
        yield explained.cause
    if look := "\n\n".join(
        filter(None, [explained.advice or explained.cause, _own_lines(question, wrong, transcript)])
    ):
        yield look


def _where(question: Question, case: Case, wrong: Sequence[CaseReport], report: QuestionReport) -> str:
    """How many cases are wrong, the first of them as a call, and from which step on."""
    visible = sum(not each.hidden for each in report.cases)
    verb = "goes" if len(wrong) == 1 else "go"
    first = [f"{len(wrong)} of {visible} visible cases {verb} wrong."] if visible > 1 else []
    step = [f"The first difference is at step {wrong[0].step}."] if wrong[0].step >= 0 else []
    return "\n".join([*first, title_and_call(question, case), *step])


def _own_lines(question: Question, case: CaseReport, transcript: Transcript) -> str:
    """The lines of the student's function that make the first wrong value: its loop, or what it returns."""
    lines = transcript.definitions[question.name].source.splitlines()
    nodes = _nodes_to_read("\n".join(lines), question.function, before_the_loop=case.step == 0)
    numbers = sorted({n for node in nodes for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)})
    if not 0 < len(numbers) <= MAX_LINES:
        return ""
    shown = [f"    {number:3}  {lines[number - 1]}" for number in numbers]
    return "\n".join([f"Look at these lines of your `{question.function}`, numbered from its `def`:", *shown])


def _nodes_to_read(source: str, function: str, before_the_loop: bool) -> list[ast.stmt]:
    defined = [s for s in statements_of(source) if isinstance(s, ast.FunctionDef) and s.name == function]
    if not defined:
        return []
    body = [s for s in defined[-1].body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    loop = next((i for i, s in enumerate(body) if isinstance(s, (ast.For, ast.While))), -1)
    if loop < 0:
        return body
    return body[:loop] if before_the_loop else [body[loop]]
