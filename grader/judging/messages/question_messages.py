"""A whole question in sentences: how many cases are right, the first that went wrong, the likely cause.

`question_message` is made of visible cases alone. Of a hidden case nothing is said but HIDDEN, until its points are
published: then `hidden_message` and `statements_message` say more.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.judging import outcomes
from grader.judging.diagnosis.candidates import Ids
from grader.judging.diagnosis.diagnose import Diagnosis
from grader.judging.histories import cost_of
from grader.judging.history_slips import is_history_slip
from grader.judging.messages import step_sizes
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.case_messages import case_message, not_judged
from grader.judging.messages.crash_messages import parse
from grader.judging.messages.formatting import format_short
from grader.judging.outcomes import Verdict
from grader.model.key import Case, Key, Question
from grader.model.transcript import Definition

HIDDEN = "A hidden case: the same question with other arguments. Its arguments and your answer are not shown."
HIDDEN_ITEM = "Your answer is recorded. This page does not say whether it is right."
NONE_VISIBLE = "This question has no visible case; it is graded after you hand in."
LATER = "You will see after the due date whether they are right."
LATER_ONE = "You will see after the due date whether it is right."
UNKNOWN = (
    "We do not recognise this mistake. {where}\nPrint your variables at step {step}, and compute them by hand, line by "
    'line of the handout. In the notebook, `check("{name}").explore()` shows them after each step.'
)
IN_THE_FIRST_STEP = "Your first step is wrong already: look at the formulas of one step, and at what they begin with."
IN_THE_MEMORY = "Your first step is right: look at what your loop carries from one step to the next."
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
    paragraphs = [
        f"{right} of {len(visible)} visible cases {verb} right." if right else "",
        _first_wrong(question, wrong, verdicts[wrong[0].id], definition),
        _renamed_parameters(question, definition) if all(map(_was_called, verdicts.values())) else "",
        _offered_cause(key, question, likely_cause(key, question, verdicts, diagnosis)),
    ]
    return "\n\n".join(filter(None, paragraphs))


def likely_cause(key: Key, question: Question, verdicts: Mapping[str, Verdict], diagnosis: Diagnosis) -> str:
    """What explains the wrong visible cases, with a hint; else what the steps of a run show; empty for neither."""
    visible = [case for case in question.cases if not case.hidden and case.id in verdicts]
    wrong = [case for case in visible if not verdicts[case.id].right]
    if any(isinstance(o := verdicts[case.id].outcome, outcomes.Misformed) and o.says_all for case in wrong[:1]):
        return ""
    what = "answers" if question.kind == "label" else "numbers"
    cause = _cause(key, diagnosis, what, _where(visible, verdicts, diagnosis))
    right = [case for case in visible if verdicts[case.id].right]
    return cause or "\n".join(filter(None, [_unknown_cause(question, wrong, verdicts), *_what_differs(right, wrong)]))


def _offered_cause(key: Key, question: Question, cause: str) -> str:
    """The cause, or how to ask for it, by the assignment's `hints`."""
    match key.options.get("hints", "all"):
        case "all":
            return cause
        case "steps" if cause:
            return f'For a hint, one step at a time, run `check("{question.name}").hint()` in your notebook.'
    return ""


def _all_right(question: Question, visible: Sequence[Case], verdicts: Mapping[str, Verdict]) -> str:
    n, few = len(visible), {1: "The visible case is right.", 2: "Both visible cases are right."}
    right = few.get(n, f"All {n} visible cases are right.")
    hidden = "" if n == len(question.cases) else HIDDEN_TOO
    partly = [f"With {case.title}: {line}" for case in visible for line in not_judged(case, verdicts[case.id])]
    return "\n".join([right + hidden, *partly])


def _first_wrong(question: Question, wrong: Sequence[Case], verdict: Verdict, definition: Definition) -> str:
    title = f"{title_and_call(question, wrong[0])}\n" if wrong[0].arguments else ""
    others, few = len(wrong) - 1, {0: "", 1: "\n1 other visible case fails as well."}
    more = few.get(others, f"\n{others} other visible cases fail as well.")
    return title + case_message(question, wrong[0], verdict, definition) + more


def _was_called(verdict: Verdict) -> bool:
    return not (isinstance(verdict.outcome, outcomes.Crashed) and verdict.outcome.raised.during == "definition")


def _renamed_parameters(question: Question, definition: Definition) -> str:
    """Which of the student's parameters got which argument, where their names are not the handout's."""
    names = _parameters(definition.source, question.function) if not question.driver else []
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


def _parameters(source: str, function: str) -> list[str]:
    """The parameters of the last function of that name; none where it cannot be read or takes any number."""
    nodes = [node for statement in parse(source) for node in ast.walk(statement)]
    defined = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == function]
    if not defined or defined[-1].args.vararg:
        return []
    return [argument.arg for argument in (*defined[-1].args.posonlyargs, *defined[-1].args.args)]


# ── the cause


def _where(visible: Sequence[Case], verdicts: Mapping[str, Verdict], diagnosis: Diagnosis) -> str:
    """In which cases the answers match what is named: those that returned an answer, or the wrong ones alone."""
    if diagnosis.in_a_branch:
        return "where they are wrong"
    if not all(verdicts[case.id].answer for case in visible):
        return "in every case that returned an answer"
    return "in the case shown" if len(visible) == 1 else "in every case shown"


def _cause(key: Key, diagnosis: Diagnosis, what: str, where: str) -> str:
    """The likely cause with its hint; several that fit equally are an ordered list, with one hint each.

    A mistake without a hint has a name for staff alone.
    """
    if not diagnosis.candidates or any(not key.hints[name][1] for ids in diagnosis.candidates for name in ids):
        return ""
    ids, *others = diagnosis.candidates
    branch = " If it acted everywhere, more would be wrong: does it stand in one branch of your code?"
    doubt = branch if diagnosis.in_a_branch else ""
    if others:
        matching = f"Some of your {what} match" if diagnosis.in_part else f"Your {what} match"
        more = " Something else is wrong as well." if diagnosis.in_part else doubt
        first = f"{matching} more than one known mistake {where}.{more} Check in this order:"
        return "\n".join([first, *_numbered(key, diagnosis.candidates)])
    if len(ids) > 1:
        first = f"Likely cause: two mistakes at once. Together they match your {what} {where}.{doubt}"
        return "\n".join([first, *_numbered(key, [(mistake,) for mistake in ids])])
    name, hint = key.hints[ids[0]]
    if diagnosis.evidence is None and not is_history_slip(ids[0]):  # of the form: the sentence above has shown it
        return f"Likely cause: {name}.\n{hint}"
    if diagnosis.in_part:
        return f"Likely cause: {name}. Some of your {what} match it, and something else is wrong as well.\n{hint}"
    if diagnosis.is_weak:
        few = "but they are few: another slip may give the same"
        return f"Possible cause: {name}. Your {what} match it {where}, {few}.\n{hint}"
    return f"Likely cause: {name}. Your {what} match it {where}.{doubt}\n{hint}"


def _numbered(key: Key, candidates: Sequence[Ids]) -> Iterator[str]:
    """The names in a list, each with its hint; a hint that several share stands with the first of them."""
    hints: set[str] = set()
    for n, ids in enumerate(candidates, 1):
        new = [hint for hint in dict.fromkeys(key.hints[mistake][1] for mistake in ids) if hint not in hints]
        hints.update(new)
        yield " ".join([f"{n}. {', and '.join(key.hints[mistake][0] for mistake in ids)}.", *new])


def _unknown_cause(question: Question, wrong: Sequence[Case], verdicts: Mapping[str, Verdict]) -> str:
    """For a run that no known mistake explains: its step sizes, where the right run follows the gradient, or advice.

    It is about the case that the message shows: what stopped another one's code comes before its numbers.
    """
    for case in wrong[:1] if question.returns == "histories" else ():
        match verdicts[case.id].outcome:
            case outcomes.WrongRun("weight", is_finite=True, step=step) if step > 0 and "g" in case.arguments:
                return _step_sizes(case, verdicts[case.id], step) or _advice(question, step)
    return ""


def _what_differs(right: Sequence[Case], wrong: Sequence[Case]) -> Sequence[str]:
    """The one argument that has the same value in all right cases, and another one in each wrong case."""
    if len(right) < 2 or not wrong:
        return ()
    names = [
        name
        for name, value in right[0].arguments.items()
        if isinstance(value, (bool, int, float, str))
        and all(case.arguments.get(name) == value for case in right)
        and all(case.arguments.get(name) != value for case in wrong)
    ]
    if len(names) != 1:  # of several, nobody can tell which matters
        return ()
    there, here = (case.arguments.get(names[0]) for case in (right[0], wrong[0]))
    line = f"`{names[0]}` is {there!r} in every visible case that is right, and {here!r} in this one"
    return (f"{line}: look at where your code uses it.",)


def _advice(question: Question, step: int) -> str:
    where = IN_THE_FIRST_STEP if step == 1 else IN_THE_MEMORY
    return UNKNOWN.format(where=where, step=step, name=question.name)


def _step_sizes(case: Case, verdict: Verdict, step: int) -> str:
    cost = cost_of(case)
    assert cost is not None and case.expected is not None
    count = min(max(step + 1, 4), case.steps, 6)
    yours = np.asarray(verdict.answer["weights"]).reshape(case.steps + 1, -1)
    right = np.asarray(case.expected["weights"])[:-1].reshape(case.steps + 1, -1)
    expected = step_sizes.step_lengths(cost, right, count)
    length = step_sizes.length_of(step, expected)
    if length is None and not (case.dimension > 1 and step_sizes.follows_gradient(cost, right, count)):
        return ""
    lines = [
        "We do not recognise this mistake. Your step sizes, along the negative gradient at your own points:",
        f"    {_sizes(step_sizes.step_lengths(cost, yours, count))}    (expected: {_sizes(expected)})",
    ]
    if length is not None:
        before, after = format_short(yours[step - 1]), format_short(yours[step])
        correct = format_short(step_sizes.correct_step(cost, yours[step - 1], length))
        lines.append(f"One correct step from w = {before} gives {correct}; you got {after}.")
    return "\n".join(lines)


def _sizes(values: np.ndarray) -> str:
    return ", ".join(f"{x:.4g}" if np.isfinite(x) else "-" for x in values)


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
    later = "" if question.returns == "manual" else f" {LATER}"
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
