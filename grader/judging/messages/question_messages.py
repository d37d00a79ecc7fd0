"""A whole question in sentences: how many cases are right, the first that went wrong, the likely cause.

`question_message` is made of visible cases alone. Of a hidden case nothing is said but HIDDEN, until its points are
published: then `hidden_message` and `statements_message` say more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.judging import outcomes
from grader.judging.diagnosis.diagnose import Diagnosis
from grader.judging.diagnosis.relations import FACTORS
from grader.judging.diagnosis.unread_arguments import parameters_of, unread_arguments
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.case_messages import case_message, not_judged
from grader.judging.messages.cause_messages import explanation, offered_text
from grader.judging.messages.formatting import without_factor
from grader.judging.outcomes import Verdict
from grader.model.key import Case, Key, Question
from grader.model.transcript import NOTES, Definition

HIDDEN = "A hidden case: the same question with other arguments. Its arguments and your answer are not shown."
HIDDEN_CASES = "{} hidden cases: the same question with other arguments, which are not shown, nor are your answers."
HIDDEN_ITEM = "Your answer is recorded. This page does not say whether it is right."
NONE_VISIBLE = "This question has no visible case; it is graded after you hand in."
LATER = "You will see after the due date whether they are right."
LATER_ONE = "You will see after the due date whether it is right."
HIDDEN_TOO = " Hidden cases are judged too: the same question, other arguments."


def question_message(
    key: Key, question: Question, verdicts: Mapping[str, Verdict], diagnosis: Diagnosis, definition: Definition
) -> str:
    """What a student reads of one question: from its visible cases and their diagnosis alone."""
    visible = [case for case in question.cases if not case.hidden and case.id in verdicts]
    wrong = [case for case in visible if not verdicts[case.id].right]
    if not visible:
        return NONE_VISIBLE
    if not wrong:
        return _all_right(question, visible, verdicts)
    right = len(visible) - len(wrong)
    verb = "is" if right == 1 else "are"
    explained = explanation(key, question, verdicts, diagnosis)
    offered = offered_text(key, question, explained)
    named = {mistake for ids in diagnosis.candidates for mistake in ids} if offered == explained.text else set()
    names_factor = bool(explained.cause) and any(factor.id in named for factor in FACTORS.values())
    first = _first_wrong(question, wrong, verdicts[wrong[0].id], definition)
    paragraphs = [
        f"{right} of {len(visible)} visible cases {verb} right." if right else "",
        without_factor(first) if names_factor else first,
        _renamed_parameters(question, definition) if all(map(_was_called, verdicts.values())) else "",
        _unused_parameters(question, definition) if offered == explained.advice else "",
        offered,
    ]
    return "\n\n".join(filter(None, paragraphs))


def about_source(question: Question, definition: Definition) -> tuple[str, str]:
    """The sentences of a message that the source decides, unless the code raised an exception."""
    return _renamed_parameters(question, definition), _unused_parameters(question, definition)


def _all_right(question: Question, visible: Sequence[Case], verdicts: Mapping[str, Verdict]) -> str:
    n, few = len(visible), {1: "The visible case is right.", 2: "Both visible cases are right."}
    right = few.get(n, f"All {n} visible cases are right.")
    hidden = "" if n == len(question.cases) else HIDDEN_TOO
    partly = [f"With {case.title}: {line}" for case in visible for line in not_judged(case, verdicts[case.id])]
    notes = dict.fromkeys(note for case in visible for note in verdicts[case.id].notes if note not in NOTES)
    return "\n".join([right + hidden, *partly, *notes])


def _first_wrong(question: Question, wrong: Sequence[Case], verdict: Verdict, definition: Definition) -> str:
    title = f"{title_and_call(question, wrong[0])}\n" if wrong[0].arguments else ""
    others, few = len(wrong) - 1, {0: "", 1: "\n1 other visible case fails as well."}
    more = few.get(others, f"\n{others} other visible cases fail as well.")
    return title + case_message(question, wrong[0], verdict, definition) + more


def _was_called(verdict: Verdict) -> bool:
    return not (isinstance(verdict.outcome, outcomes.Crashed) and verdict.outcome.raised.during == "definition")


def _renamed_parameters(question: Question, definition: Definition) -> str:
    """Which of the student's parameters got which argument, where their names are not the handout's."""
    names = parameters_of(definition.source, question.function) if not question.driver else []
    if not names or set(question.parameters) <= set(names):  # called by name
        return ""
    pairs = zip(names, question.parameters, strict=False)
    got = ", ".join(f"`{name}` got {argument}" for name, argument in pairs if name != argument)
    if not got:
        return ""
    return (
        "Your parameters have other names than those of the handout, "
        f"{question.function}({', '.join(question.parameters)}), so they got the arguments in its order: {got}. "
        "With the handout's names, any order works."
    )


def _unused_parameters(question: Question, definition: Definition) -> str:
    """Which arguments the student's function does not use, as where a global or a number takes their place."""
    unused = [f"`{name}`" for name in unread_arguments(question, definition.source)]
    if not unused:
        return ""
    values = "value" if len(unused) == 1 else "values"
    return (
        f"Your `{question.function}` does not use the {values} of {', '.join(unused)} that it receives: "
        "is a global or another number used instead?"
    )


# ── questions that were not called, groups, readings


def definition_message(question: Question, definition: Definition) -> str:
    """What to say of a question whose function was never called."""
    name = definition.name or question.function
    if definition.status == "not_attempted":
        return f"Not started: `{name}` is still the template."
    if definition.status == "missing":
        return f"There is no {_kind(question, name)} `{name}` in your notebook. {definition.message}".strip()
    return definition.message


def _kind(question: Question, name: str) -> str:
    """What the name stands for, in one word; the handout's stub tells a class and what a driver receives."""
    if re.search(rf"^class {name}\b", question.stub, re.MULTILINE):
        return "class"
    is_function = question.calls and (not question.driver or f"def {name}(" in question.stub)
    return "function" if is_function else "variable"


def group_message(group: str) -> str:
    """What to say below every question of a group, whichever of them counts."""
    return f'You need one question of "{group}". If you hand in several, the best one counts.'


def left_out_message(group: str) -> str:
    """What to say of a question that was left out for another one of its group."""
    return f'Optional: you need one question of "{group}", and you handed in another. You lose nothing here.'


def reading_message(chosen: Question, question: Question) -> str:
    """Which of several readings the visible cases fit, where they tell them apart."""
    others = " and ".join(f'"{q.reading}"' for q in question.readings if q.reading != chosen.reading)
    return (
        f'Your answers fit the reading "{chosen.reading}" best and are judged by it. '
        f"Right as well: {others}; all cases must follow the same reading."
    )


# ── written answers, and what is published later


def answers_message(question: Question, verdicts: Mapping[str, Verdict]) -> str:
    """How many answers are written, what is wrong with the form of others, what staff read; never which are right."""
    judged = [(case, verdicts[case.id]) for case in question.cases if case.id in verdicts]
    spoken_of = (outcomes.Misformed, outcomes.Crashed, outcomes.Halted, outcomes.Unchecked, outcomes.ByHand)
    lines = [case_message(question, case, v) for case, v in judged if isinstance(v.outcome, spoken_of)]
    outcome_of = [verdict.outcome for _, verdict in judged]
    troubled = sum(isinstance(o, (*spoken_of[:-1], outcomes.Unanswered)) for o in outcome_of)
    if len(judged) == 1:
        return "\n".join(lines) or ("Not answered yet." if troubled else f"Your answer is recorded. {LATER_ONE}")
    noun = "statements" if question.returns == "truth" else "questions"
    later = "" if question.is_by_hand else f" {LATER}"
    first = f"You have answered {len(judged) - troubled} of {len(judged)} {noun}.{later}"
    return "\n".join([first, *dict.fromkeys(lines)])


def hidden_message(statuses: Mapping[str, str]) -> str:
    """What a student reads of a question's hidden cases once their points are published."""
    right = sum(status == "right" for status in statuses.values())
    return f"Hidden cases: {right} of {len(statuses)} passed. Details stay hidden."


def statements_message(question: Question, statuses: Mapping[str, str]) -> str:
    """Every written answer with what came of it and the reason, with a statement's truth: for after the due date."""
    words = {"right": "Right", "wrong": "Not right", "not_attempted": "Not answered", "optional": "Not answered"}
    marks = {case.id: words.get(statuses.get(case.id, ""), "Could not be read") for case in question.cases}
    lines = [(f"{marks[case.id]}: {case.title}", statement_reason(case)) for case in question.cases]
    return "\n\n".join(f"{first}\n    {reason}" if reason else first for first, reason in lines)


def statement_reason(case: Case) -> str:
    """Why the right answer is right, and whether a statement is true; empty where the key does not hold it."""
    truth = f"{case.expected['truth']}. " if case.expected and "truth" in case.expected else ""
    return f"{truth}{case.because}".strip()
