"""What staff alone see of a question: the student's code, the cause by all cases, and the wrong hidden ones."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judging.messages.case_messages import case_message
from grader.judging.verdicts import judge_case
from grader.model.transcript import Definition
from grader.reports.causes import cause_name
from grader.reports.elements import Html, folded, paragraphs, tag
from grader.reports.look import classes
from grader.reports.question_html import QuestionView


def staff_part(view: QuestionView) -> Html | None:
    """The folded part of a card that is for staff; None where there is nothing beyond what its author reads."""
    definition = view.transcript.definitions.get(view.report.name, Definition("missing"))
    code = tag("pre", definition.source, **classes("lines")) if definition.source else None
    mistake = f"By all cases: {cause_name(view.key, view.report.mistake)}." if view.report.mistake else None
    notes = [tag("p", text, **classes("words")) for text in (view.report.note, mistake) if text]
    parts = [*notes, code, *_hidden_messages(view, definition)]
    if not any(parts):
        return None
    return folded("For staff: the code of this question, and its hidden cases", *parts, look=classes)


def _hidden_messages(view: QuestionView, definition: Definition) -> Iterator[Html]:
    """What the author of a wrong hidden case would read if it were visible. A check is not run again for it."""
    status = {case.id: case.status for case in view.report.cases}
    for case in () if view.question.is_written or view.question.check else view.question.cases:
        if case.hidden and case.id in view.transcript.calls and status.get(case.id) != "right":
            verdict = judge_case(view.question, case, view.transcript.calls[case.id])
            yield tag("p", tag("strong", f"Hidden, with {case.title}:"), **classes("words"))
            yield from paragraphs(case_message(view.question, case, verdict, definition), classes)
