"""Why a question is wrong, in sentences: the likely cause with its hint, or what the steps of a run show.

All of it follows from visible cases alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.judging import history_slips, outcomes
from grader.judging.diagnosis.candidates import Ids
from grader.judging.diagnosis.diagnose import Diagnosis
from grader.judging.messages import step_sizes
from grader.judging.messages.formatting import format_short
from grader.judging.outcomes import Verdict
from grader.judging.own_costs import cost_of
from grader.model.key import Case, Key, Question
from grader.model.result_form import WEIGHTS

STEP_BY_HAND = (
    "Print your variables at step {step}, and compute them by hand, line by line of the handout. In the notebook, "
    '`check("{name}").explore()` shows them after each step.'
)
BY_HAND = "Compute it by hand, line by line of the handout, and print these values in your code: where do they differ?"
IN_THE_FIRST_STEP = "Your first step is wrong already: look at the formulas of one step, and at what they begin with."
TOO_FEW = ", but with so few {what} another slip may give the same"
IN_THE_MEMORY = "Your first step is right: look at what your loop carries from one step to the next."


@dataclass(frozen=True)
class Explanation:
    """Why a question is wrong: a `cause` by name, and `advice`, its hint or what else shows. Each may be empty."""

    cause: str = ""
    advice: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(filter(None, [self.cause, self.advice]))


def explanation(key: Key, question: Question, verdicts: Mapping[str, Verdict], diagnosis: Diagnosis) -> Explanation:
    """What explains the wrong visible cases, with a hint; else what the steps of a run show; empty for neither."""
    visible = [case for case in question.cases if not case.hidden and case.id in verdicts]
    wrong = [case for case in visible if not verdicts[case.id].right]
    if any(isinstance(o := verdicts[case.id].outcome, outcomes.Misformed) and o.says_all for case in wrong[:1]):
        return Explanation()
    what = "answers" if question.kind == "label" else "numbers"
    named = _cause(key, diagnosis, what, _where(visible, verdicts, diagnosis))
    right = [case for case in visible if verdicts[case.id].right]
    return named or Explanation(advice=_advice(question, wrong[:1], verdicts, _what_differs(right, wrong)))


def offered_text(key: Key, question: Question, explained: Explanation) -> str:
    """The explanation, or how to ask for it, by the assignment's `hints`."""
    match key.options.get("hints", "all"):
        case "all":
            return explained.text
        case "steps" if explained.text:
            return f'For a hint, one step at a time, run `check("{question.name}").hint()` in your notebook.'
    return ""


def _where(visible: Sequence[Case], verdicts: Mapping[str, Verdict], diagnosis: Diagnosis) -> str:
    """In which cases the answers match what is named: those that returned an answer, or the wrong ones alone."""
    if diagnosis.in_a_branch:
        return "where they are wrong"
    if not all(verdicts[case.id].answer for case in visible):
        return "in every case that returned an answer"
    return "in the case shown" if len(visible) == 1 else "in every case shown"


def _cause(key: Key, diagnosis: Diagnosis, what: str, where: str) -> Explanation | None:
    """The likely cause with its hint; several that fit equally are an ordered list, with one hint each.

    A mistake without a hint has a name for staff alone.
    """
    if not diagnosis.candidates or any(not key.hints[name][1] for ids in diagnosis.candidates for name in ids):
        return None
    ids, *others = diagnosis.candidates
    branch = " If it acted everywhere, more would be wrong: does it stand in one branch of your code?"
    doubt = branch if diagnosis.in_a_branch else ""
    few = TOO_FEW.format(what=what) if diagnosis.is_weak else ""
    likely = "Possible" if diagnosis.is_weak or (diagnosis.is_odd and not diagnosis.is_certain) else "Likely"
    if others:
        matching = f"Some of your {what} match" if diagnosis.in_part else f"Your {what} match"
        more = " Something else is wrong as well." if diagnosis.in_part else doubt
        first = f"{matching} more than one known mistake {where}{few}.{more} Check in this order:"
        return Explanation("\n".join([first, *_numbered(key, diagnosis.candidates)]))
    if len(ids) > 1:
        where = where if not diagnosis.in_part else "in part, and something else is wrong as well"
        first = f"{likely} cause: two mistakes at once. Together they match your {what} {where}{few}.{doubt}"
        return Explanation(first, "\n".join(_numbered(key, [(mistake,) for mistake in ids])))
    name, hint = key.hints[ids[0]]
    if diagnosis.evidence is None and ids[0] not in history_slips.IDS:  # of the form: the sentence above has shown it
        return Explanation(f"Likely cause: {name}.", hint)
    if diagnosis.in_part:
        rest = f"Some of your {what} match it, and something else is wrong as well."
        return Explanation(f"Likely cause: {name}. {rest}", hint)
    return Explanation(f"{likely} cause: {name}. Your {what} match it {where}{few}.{doubt}", hint)


def _numbered(key: Key, candidates: Sequence[Ids]) -> Iterator[str]:
    """The names in a list, each with its hint; a hint that several share stands with the first of them."""
    hints: set[str] = set()
    for n, ids in enumerate(candidates, 1):
        new = [hint for hint in dict.fromkeys(key.hints[mistake][1] for mistake in ids) if hint not in hints]
        hints.update(new)
        yield " ".join([f"{n}. {', and '.join(key.hints[mistake][0] for mistake in ids)}.", *new])


def _advice(question: Question, first: Sequence[Case], verdicts: Mapping[str, Verdict], differs: str) -> str:
    """For what no known mistake explains: the argument that differs, step sizes along the gradient, or advice.

    It is about the first wrong case, which the message shows: what stopped another one's code comes before its numbers.
    """
    for case in first:
        match verdicts[case.id].outcome:
            case outcomes.WrongParts(step=step) as run if WEIGHTS in run.paths and _are_values(run) and step > 0:
                if sizes := _step_sizes(case, verdicts[case.id], step):
                    return "\n".join(filter(None, [sizes, differs]))
                where = differs or (IN_THE_FIRST_STEP if step == 1 else IN_THE_MEMORY)
                return f"{where}\n{STEP_BY_HAND.format(step=step, name=question.name)}"
            case outcome if _are_values(outcome):
                return differs or BY_HAND
    return differs


def _are_values(outcome: outcomes.Outcome) -> bool:
    """Whether the form is right, and numbers are wrong that a student can compute."""
    match outcome:
        case outcomes.WrongParts(wrong):
            return all(_is_value(part.outcome) for part in wrong)
    return False


def _is_value(outcome: object) -> bool:
    match outcome:
        case outcomes.WrongValue(yours, expected):
            is_number = np.asarray(expected).dtype.kind in "fc" and np.shape(yours) == np.shape(expected)
            return is_number and not all(np.all(np.floor(each) == each) for each in (yours, expected))  # counts
        case outcomes.WrongHistory(first=first):
            return first is not None
    return False


def _what_differs(right: Sequence[Case], wrong: Sequence[Case]) -> str:
    """The one argument that has the same value in all right cases, and another one in each wrong case; or nothing."""
    if len(right) < 2 or not wrong:
        return ""
    names = [
        name
        for name, value in right[0].arguments.items()
        if isinstance(value, (bool, int, float, str))
        and all(case.arguments.get(name) == value for case in right)
        and all(case.arguments.get(name) != value for case in wrong)
    ]
    if len(names) != 1:  # of several, nobody can tell which matters
        return ""
    there, here = (case.arguments.get(names[0]) for case in (right[0], wrong[0]))
    line = f"`{names[0]}` is {there!r} in every visible case that is right, and {here!r} in this one"
    return f"{line}: look at where your code uses it."


def _step_sizes(case: Case, verdict: Verdict, step: int) -> str:
    cost, right = cost_of(case), np.asarray(case.right[WEIGHTS])
    yours = np.asarray(verdict.answer[WEIGHTS])
    if cost is None or yours.shape != right.shape:
        return ""
    yours, right = yours.reshape(len(right), -1), right.reshape(len(right), -1)
    count = min(max(step + 1, 4), len(right) - 1, 6)
    expected = step_sizes.step_lengths(cost, right, count)
    length = step_sizes.length_of(step, expected)
    if length is None and not (right.shape[1] > 1 and step_sizes.follows_gradient(cost, right, count)):
        return ""
    lines = [
        "Your step sizes, along the negative gradient at your own points:",
        f"    yours:     {_sizes(step_sizes.step_lengths(cost, yours, count))}",
        f"    expected:  {_sizes(expected)}",
    ]
    if length is not None:
        before, after = format_short(yours[step - 1]), format_short(yours[step])
        correct = format_short(step_sizes.correct_step(cost, yours[step - 1], length))
        lines.append(f"One correct step from w = {before} gives {correct}; you got {after}.")
    return "\n".join(lines)


def _sizes(values: np.ndarray) -> str:
    return ", ".join(f"{x:.4g}" if np.isfinite(x) else "-" for x in values)
