"""One case in sentences: "Right.", or what is right, then where it goes wrong, with both values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import capitalized
from grader.judging import outcomes
from grader.judging.forms import in_words
from grader.judging.messages.crash_messages import crash_message
from grader.judging.messages.part_messages import parts_message
from grader.judging.outcomes import Verdict, WrongParts, WrongValue
from grader.model.arguments.typed_arguments import as_value, is_changed
from grader.model.encoding.values import MAX_TEXT, Items, Nothing, Numbers, Table, Value
from grader.model.key import Case, Question
from grader.model.transcript import BY_POSITION, Definition, Raised, Stopped

DEFINED = Definition("found")


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
    if not verdict.answer or (k := case.kink) is None:
        return ()
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


def _stopped(stopped: Stopped) -> str:
    """How the process ended, as a sentence; what took too long gets the question that helps most."""
    sentence = capitalized(stopped.detail).removesuffix(".")
    advice = (
        " Is there a loop that does not end?" if stopped.why == "timed_out" and "did not finish" in sentence else ""
    )
    return f"{sentence}.{advice}"


# ── answers that staff read


def _by_hand(answer: str) -> str:
    lines = [f"    {line}" for line in answer.splitlines()]
    cut = len(answer) == MAX_TEXT
    first = f"This is read and graded by hand{f'; it is cut at {MAX_TEXT:,} characters' if cut else ''}:"
    return "\n".join([first, *lines])
