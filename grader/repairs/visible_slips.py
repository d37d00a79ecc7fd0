"""What students read of edits of their own programs: searched for with visible cases alone, and named with care.

Fewer cases are met more easily. So an edit has to put several different numbers right, or one of many digits where
few lines do, and two edits at once many more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.base.text import printable
from grader.judging.judge import judge, uncertain_causes
from grader.judging.verdicts import judge_case
from grader.model.key import Key, Question
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Raised, Returned, Transcript
from grader.repairs.answers import LEAST_NUMBERS, wrong_numbers

if TYPE_CHECKING:  # `check` counts what is wrong, and loads no search
    from grader.repairs.repair import Repair

CHANGES = {1: "One change", 2: "Two changes", 3: "Three changes"}
FEW_DIGITS = 3
LONGEST_LINE = 200  # characters of a student's line that are shown


def unnamed(key: Key, transcript: Transcript) -> list[str]:
    """The questions of which visible answers are wrong without a cause that students read, or with an uncertain one.

    Neither these nor what is searched for them depend on a hidden case.
    """
    return unnamed_in(key.for_students(), transcript)


def unnamed_in(theirs: Key, transcript: Transcript) -> list[str]:
    """The same by a key that students may hold."""
    return [q.name for q in judge(theirs, transcript).questions if _is_unnamed(theirs, q, transcript)]


def _is_unnamed(key: Key, report: QuestionReport, transcript: Transcript) -> bool:
    question = key.question(report.name)
    calls = [transcript.calls.get(case.id) for case in question.cases]
    if question.is_written or report.status in ("right", "missing", "not_attempted", "optional"):
        return False
    if not all(isinstance(call, (Returned, Raised)) for call in calls):  # one that did not end would take all the time
        return False
    ids = [mistake for group in report.mistake.split("|") for mistake in group.split("+")]
    is_named = report.mistake and all(key.hints[mistake][1] for mistake in ids)
    is_certain = is_named and not uncertain_causes(key, question, transcript)
    return not is_certain and (bool(question.check) or not _are_simple(visibly_wrong(question, transcript)))


def visible_question(key: Key, name: str) -> Key:
    """The key of one question and its visible cases, without known mistakes."""
    question = key.question(name).without_mistakes()
    return replace(key, questions=(question,), structural=()).for_students()


def visible_calls(key: Key, name: str, transcript: Transcript) -> Transcript:
    """What the submission did on these cases."""
    ids = [case.id for case in key.question(name).cases if not case.hidden]
    calls = {case: transcript.calls[case] for case in ids if case in transcript.calls}
    return Transcript(transcript.submission, key.assignment, {name: transcript.definitions[name]}, calls)


# ── evidence


def are_evidence(repaired: Sequence[Repair], question: Question, transcript: Transcript) -> bool:
    """Whether the edits put so much right that this is hardly an accident.

    To a check many answers are right: one edit of one line has to do.
    """
    edits = max((len(each.places) for each in repaired), default=0)
    if question.check:
        return edits == len(repaired) == 1
    numbers = visibly_wrong(question, transcript)
    if len(numbers) == 1:
        return edits == 1 and not _are_simple(numbers)
    return len(numbers) >= edits**2 * LEAST_NUMBERS > 0


def _are_simple(numbers: Set[float]) -> bool:
    """Whether this is at most one number, and that of so few digits that many edits give it, as a count or 1/4."""
    return len(numbers) < LEAST_NUMBERS and all(number == float(f"{number:.{FEW_DIGITS}g}") for number in numbers)


def visibly_wrong(question: Question, transcript: Transcript) -> set[float]:
    """The different right numbers that the visible cases expect where the answers have others."""
    called = [case for case in question.cases if not case.hidden and case.id in transcript.calls]
    verdicts = {case.id: judge_case(question, case, transcript.calls[case.id], {}) for case in called}
    return wrong_numbers(question, {case: verdict for case, verdict in verdicts.items() if not verdict.right})


# ── words


def slip_message(repaired: Sequence[Repair], question: Question) -> str:
    """What a student reads of a slip: its name, and the own line where an edit makes visible cases right."""
    if not repaired:
        return ""
    right = f"{_all(sum(not case.hidden for case in question.cases))} right"
    if len({each.name for each in repaired}) > 1:
        listed = (f"{n}. {each.name}. {each.hint}\n{_lines(each)}" for n, each in enumerate(repaired, 1))
        return "\n".join([f"Possible causes. Any one of them, put right, makes {right}. Check in this order:", *listed])
    repair, *others = repaired
    lines = "\n".join(dict.fromkeys(map(_lines, repaired)))
    where = "one of your lines" if others else "your lines" if "\n" in lines else "your line"
    changes, verb = CHANGES[len(repair.places)], "makes" if len(repair.places) == 1 else "make"
    return f"Possible cause: {repair.name}. {changes} in {where}\n{lines}\n{verb} {right}.\n{repair.hint}"


def with_slips(report: Report, key: Key, slips: Mapping[str, Sequence[Repair]]) -> Report:
    """The report with what is said of these slips, by question, behind its messages; nothing else of it changes."""
    more = {name: slip_message(repaired, key.question(name)) for name, repaired in slips.items()}
    messages = {q.name: "\n\n".join(filter(None, [q.message, more.get(q.name, "")])) for q in report.questions}
    return replace(report, questions=tuple(replace(q, message=messages[q.name]) for q in report.questions))


def _lines(repair: Repair) -> str:
    lines = dict.fromkeys(printable(place.line, LONGEST_LINE) for place in repair.places)
    return "\n".join(f"    {line}" for line in lines)


def _all(cases: int) -> str:
    return {1: "the visible case", 2: "both visible cases"}.get(cases, f"all {cases} visible cases")
