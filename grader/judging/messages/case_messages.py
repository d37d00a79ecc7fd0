"""One case in sentences: "Right.", or what is right, then where it goes wrong, with both values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import capitalized, count
from grader.judging import outcomes
from grader.judging.forms import in_words
from grader.judging.messages.crash_messages import crash_message
from grader.judging.messages.formatting import factor_from, format_number, format_table
from grader.judging.messages.part_messages import first_rows, parts_message
from grader.judging.outcomes import Verdict, WrongHistory, WrongParts, WrongRun, WrongValue
from grader.model.arguments.typed_arguments import as_value, is_changed
from grader.model.encoding.values import MAX_TEXT, Items, Nothing, Numbers, Table, Value
from grader.model.key import Case, Question
from grader.model.transcript import BY_POSITION, Definition, Raised, Stopped

DEFINED = Definition("found")
REARRANGED = {
    "bookkeeping.swapped": "All numbers are right, but the two histories are in the wrong order: "
    "`return weight_history, cost_history`.",
    "bookkeeping.transposed": "All numbers are right, but the weight history is transposed: it should have one row per "
    "step, shape (K + 1, N), not (N, K + 1).",
}


def case_message(question: Question, case: Case, verdict: Verdict, definition: Definition = DEFINED) -> str:
    """What a student reads of one visible case, without its title; the verdict remembers it."""
    remembered = "message", definition if isinstance(verdict.outcome, outcomes.Crashed) else None
    if remembered not in verdict.memo:
        notes = [note for note in verdict.notes if note != BY_POSITION]  # the question's message says more of that
        sentences = [_outcome(question, case, verdict, definition), *not_judged(case, verdict), *notes]
        verdict.memo[remembered] = "\n".join(sentences)
    return str(verdict.memo[remembered])


def not_judged(case: Case, verdict: Verdict) -> Sequence[str]:
    """A sentence where a run is judged up to a kink only."""
    if "costs" not in verdict.answer or case.last_judged == case.steps:
        return ()
    k = case.last_judged
    return (f"Steps after {k} are not judged: the right w^{k} lies on a kink of g, where the slope is not unique.",)


def _outcome(question: Question, case: Case, verdict: Verdict, definition: Definition) -> str:
    match verdict.outcome:
        case outcomes.Right():
            return "Right."
        case outcomes.Recorded():
            return "Your answer has the right form. You will see after the due date whether it is right."
        case outcomes.Unanswered():
            return "Not answered yet."
        case outcomes.ByHand(answer):
            return answer if question.returns == "figure" else _by_hand(answer)
        case outcomes.Crashed(raised):
            return crash_message(raised, question, case, definition)
        case outcomes.Halted(stopped):
            return _stopped(stopped)
        case outcomes.Unchecked():
            return "We could not check this, and that is our fault. You lose nothing until somebody has looked at it."
        case outcomes.Misformed(sentence):
            return sentence
        case outcomes.Rearranged(mistakes):
            return REARRANGED[mistakes[0]]
        case WrongRun() as run:
            return _run(run, case, verdict)
        case WrongValue():
            return "Not right."
        case WrongParts() as parts:
            return parts_message(parts, case)
        case outcomes.FailedCheck() as failed:
            return _failed_check(failed)
        case outcomes.NotRaised(expected, instead):
            if isinstance(instead, Raised):
                other = crash_message(instead, question, case, definition)
                return f"This call should raise {expected}, and raises another exception.\n{other}"
            return f"This call should raise {expected}; your function raised nothing and returned {in_words(instead)}."
        case outcomes.ChangedArguments(after, inner):
            result = "Your result is right." if inner.right else _outcome(question, case, inner, definition)
            return "\n".join([result, *(_changed(name, case.arguments[name], each) for name, each in after.items())])
    return assert_never(verdict.outcome)


def _changed(name: str, before: Any, after: Value) -> str:
    """What stood in an argument before the call and after it, at the first place that differs."""
    where, was, is_now = _first_change(name, as_value(before) or Nothing(), after)
    copy = f"copy.deepcopy({name})" if isinstance(before, dict) else f"np.array({name})"
    return (
        f"The call changes `{name}`, which must be the same after it: `{where}` was {was}, and is {is_now} now. Work "
        f"on a copy, such as `{copy}`."
    )


def _first_change(place: str, before: Value, after: Value) -> tuple[str, str, str]:
    """The first place that differs, and both values there in words."""
    match before, after:
        case Numbers(one), Numbers(two) if one.shape == two.shape and one.dtype == two.dtype:
            x, y = (np.frombuffer(array.tobytes(), np.uint8).reshape(array.size, -1) for array in (one, two))
            first = int(np.argmax((x != y).any(axis=1)))
            index = ", ".join(map(str, np.unravel_index(first, one.shape)))
            return (f"{place}[{index}]" if one.ndim else place), f"{one.ravel()[first]}", f"{two.ravel()[first]}"
        case Numbers(one), Numbers(two) if one.shape == two.shape:
            return place, f"{in_words(before)} of {one.dtype.name}", f"{in_words(after)} of {two.dtype.name}"
        case Items(one), Items(two) if len(one) == len(two):
            pairs = enumerate(zip(one, two, strict=True))
            return next(_first_change(f"{place}[{at}]", *pair) for at, pair in pairs if is_changed(*pair))
        case Table(was), Table(is_now) if was.keys() == is_now.keys():
            name = next(name for name in was if is_changed(was[name], is_now[name]))
            return _first_change(f'{place}["{name}"]', was[name], is_now[name])
    return place, in_words(before), "missing" if isinstance(after, Nothing) else in_words(after)


def _failed_check(failed: outcomes.FailedCheck) -> str:
    """What staff's check says, and what is kept; of several runs, that this is hardly chance."""
    sentence = failed.sentence or "Your result does not have the property that was asked for."
    if failed.runs:
        rate = failed.error_rate
        chance = (
            f"\nA right function gives results like these by chance at most once in {1 / rate:,.0f} tries."
            if rate
            else ""
        )
        return f"Your function was called {failed.runs} times. {sentence}{chance}"
    points = f"\nYou keep {100 * failed.share:.3g} % of the points of this case." if failed.share else ""
    return sentence + points


# ── histories


def _stopped(stopped: Stopped) -> str:
    """How the process ended, as a sentence; what took too long gets the question that helps most."""
    sentence = capitalized(stopped.detail).removesuffix(".")
    advice = (
        " Is there a loop that does not end?" if stopped.why == "timed_out" and "did not finish" in sentence else ""
    )
    return f"{sentence}.{advice}"


def _run(run: WrongRun, case: Case, verdict: Verdict) -> str:
    if not run.history.is_finite:
        return f"Your {run.which} history holds nan or inf from step {run.step} on; the right values are finite there."
    if len(run.history.yours) != len(run.history.expected):
        return _length(run.which, run.history, verdict)
    if run.which == "weight":
        return _weights(run.step, run.history, verdict)
    return _costs(run.step, run.history, case, verdict)


def _length(which: str, history: WrongHistory, verdict: Verdict) -> str:
    rows, expected, agreed = len(history.yours), len(history.expected), history.agreed
    K, gap = expected - 1, rows - expected
    entries = f"{count(rows, 'entry')}, {abs(gap)} too {'many' if gap > 0 else 'few'}"
    lines = [f"Your {which} history has {entries}: {K} steps give {expected}, including step 0."]
    lost = "the points of this case" if not verdict.share else "the points for your costs"
    if 1 < agreed == rows < K:
        lines.append(
            f"These are right, but the {-gap} missing entries cost {lost}: every step counts. Take all {K} steps; "
            "a stopping rule of your own ends the run too early."
        )
    elif history.first is None and agreed:
        lines.append("All entries that both histories have are right; the length is not.")
    elif agreed:
        lines.append(f"They are right up to entry {agreed - 1} and wrong from entry {agreed} on:")
        lines.append(format_table(first_rows(history)))
    elif rows and which == "weight":
        lines.append("Entry 0 should be the starting point w^0.")
    return "\n".join(lines)


def _weights(step: int, history: WrongHistory, verdict: Verdict) -> str:
    lines = [
        {
            0: "Your weights are wrong from step 0 on: entry 0 should be the starting point w^0.",
            1: "Your starting point is right. Your first step is wrong:",
        }.get(step, f"Your weights are right up to step {step - 1} and wrong from step {step} on:"),
        format_table(first_rows(history)),
    ]
    if verdict.share:
        lines.append("Your costs fit your weights, so you keep the points for them.")
    return "\n".join(lines)


def _costs(step: int, history: WrongHistory, case: Case, verdict: Verdict) -> str:
    alone = "weights" not in verdict.answer
    where = f"step {step}, where the cost is g(w^0)" if step == 0 else f"step {step}"
    first = "Your" if alone else "Your weights are all correct. Your"
    lines = [f"{first} costs go wrong at {where}:", format_table(first_rows(history))]
    lines += factor_from(step, history.expected[: len(history.tolerance)], history.yours)
    if alone and step and case.dimension == 1:
        before, after = (format_number(case.right["weights"][k]) for k in (step - 1, step))
        lines.append(f"The right run goes from {before} to {after} in this step.")
    return "\n".join(lines)


# ── answers that staff read


def _by_hand(answer: str) -> str:
    lines = [f"    {line}" for line in answer.splitlines()]
    cut = len(answer) == MAX_TEXT
    first = f"This is read and graded by hand{f'; it is cut at {MAX_TEXT:,} characters' if cut else ''}:"
    return "\n".join([first, *lines])
