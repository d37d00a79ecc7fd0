"""Written answers: the variable that a student assigned -> a Verdict (`grader.model.result_form`).

Case and white space do not matter in words. What is wrong with the form of an answer is said; what is right never is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.base.text import LONGEST_TEXT, count, fold_case, printable
from grader.judging.forms import WrongForm, in_words, truth_of
from grader.judging.outcomes import ByHand, Recorded, Right, Unanswered, Verdict, WrongValue
from grader.model.encoding.values import Items, Nothing, Numbers, Table, Text, Value
from grader.model.figures import figures_of
from grader.model.key import Answer, Case

ROUNDING = 1e-12  # of decimals that are written in binary, relative
BLANKS = ("", "...")  # texts that are no answer


def judge_written(returns: str, case: Case, value: Value) -> Verdict:
    """The verdict on the answer to one case of a question that returns this. Raises WrongForm."""
    if returns == "figure":
        return Verdict(ByHand(_figures_in_words(value)))
    answer = _entry(case, value)
    if is_blank(answer):
        return Verdict(Unanswered())
    if returns == "manual":
        return Verdict(ByHand(answer.text if isinstance(answer, Text) else in_words(answer)))
    kind = KINDS[returns]
    yours = kind.read(case, answer)
    if case.expected is None:
        return Verdict(Recorded(), answer={kind.name: yours})
    right = kind.is_right(case.expected, yours, case.tolerance)
    return Verdict(Right() if right else WrongValue(yours, None), float(right), {kind.name: yours})


def _figures_in_words(value: Value) -> str:
    """How many figures there are, and which of them are not shown: a sentence for each."""
    figures = figures_of(value)
    if figures is None:
        return "Staff will look at the figures below the cells with this variable. Save your notebook with its outputs."
    shown = count(sum(bool(figure.data) for figure in figures), "figure")
    notes = [f"Figure {n}: {figure.note}." for n, figure in enumerate(figures, 1) if figure.note]
    if not any(figure.data for figure in figures):
        notes.append(
            "Staff look at the pictures (PNG, JPEG, SVG, GIF) below the cells with this variable, as the notebook has "
            "them: run these cells, save, and hand in the .ipynb."
        )
    return "\n".join([f"Your notebook has {shown} here, which staff will look at.", *notes])


def is_blank(value: Value) -> bool:
    """Whether this is what a handout has in place of an answer."""
    match value:
        case Nothing() | Items(()) | Numbers(array=np.ndarray(size=0)):
            return True
        case Text(text):
            return text.strip() in BLANKS
    return False


def _entry(case: Case, value: Value) -> Value:
    if not case.item or is_blank(value):
        return value
    if not isinstance(value, Table):
        raise WrongForm(f"Your variable is {in_words(value)}; it should be the dictionary of the handout.")
    if case.item not in value.entries:
        raise WrongForm(f'Your dictionary has no entry "{case.item}". Keep the names of the handout.')
    return value.entries[case.item]


def _wrong(case: Case, value: Value, wanted: str) -> WrongForm:
    whose = f'Your entry for "{case.item}"' if case.item else "Your answer"
    return WrongForm(f"{whose} is {in_words(value)}; write {wanted}.")


# ── readers: the answer in the form that the key has, or WrongForm


def _read_truth(case: Case, value: Value) -> bool:
    if (truth := truth_of(value)) is None:
        raise _wrong(case, value, "True or False")
    return truth


def _read_choice(case: Case, value: Value) -> list[str]:
    """The options that were chosen, one or several, in the order of the question."""
    options = set(map(_without_blanks, case.options))
    chosen = {word: _choices_in(word, options) for word in _words(value)}
    if others := [word for word in chosen if not options.issuperset(chosen[word])]:
        words = ", ".join(map(_quoted, case.options))
        entries = [_quoted(printable(word, LONGEST_TEXT)) for word in others if word and isinstance(value, Items)]
        which = f". Your {entries[0]} is none of these" if entries else ""
        raise _wrong(case, value, f"one of {words}, or a list of some{which}")
    return [option for option in case.options if any(_without_blanks(option) in each for each in chosen.values())]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _choices_in(text: str, options: set[str]) -> list[str]:
    """The options that a text lists, as in "1/L, 1.9/L" and "1/L and 1.9/L"; the text where it is something else."""
    several = [_without_blanks(each.strip(" []()\"'")) for each in re.split(r"[,;]|\band\b", fold_case(text))]
    return several if options.issuperset(several) else [_without_blanks(text)]


def _without_blanks(text: str) -> str:
    return "".join(text.casefold().split())


def _words(value: Value) -> Iterator[str]:
    """The words and numbers of a value as they are written, at any depth; an empty one for anything else."""
    match value:
        case Items(items):
            for item in items:
                yield from _words(item)
        case Numbers(array) if array.dtype.kind == "b":
            yield from map(str, array.ravel())
        case Numbers(array):
            yield from (f"{number:.12g}" for number in array.ravel())
        case Text(text):
            yield text.strip()
        case _:
            yield ""


def _read_quantity(case: Case, value: Value) -> np.ndarray:
    if isinstance(value, Numbers) and value.array.size == 1 and value.array.dtype.kind in "iuf":
        number = value.array.astype(float).reshape(())
        if np.isfinite(number):
            return number
    raise _wrong(case, value, "one number")


def _read_text(case: Case, value: Value) -> str:
    if isinstance(value, Text):
        return value.text
    raise _wrong(case, value, "a text, in quotes")


def _is_near(right: Answer, yours: np.ndarray, tolerances: Answer) -> bool:
    """Whether the number is within the tolerance, whose border counts: 0.26 is within 0.01 of 0.25."""
    number, tolerance = right["value"], tolerances["value"]
    return bool(abs(yours - number) <= tolerance + ROUNDING * (abs(number) + tolerance))


class WrittenKind(NamedTuple):
    """The name of an answer in a verdict, its reader, and whether it is right: of the key's answer and tolerance."""

    name: str
    read: Callable[[Case, Value], Any]
    is_right: Callable[[Answer, Any, Answer], bool]


KINDS: Mapping[str, WrittenKind] = {  # by what the question returns
    "truth": WrittenKind("truth", _read_truth, lambda right, yours, _: yours == right["truth"]),
    "choice": WrittenKind("choice", _read_choice, lambda right, yours, _: set(yours) == set(right["choice"])),
    "quantity": WrittenKind("value", _read_quantity, _is_near),
    "text": WrittenKind(
        "text", _read_text, lambda right, yours, _: fold_case(yours) in map(fold_case, right["accept"])
    ),
}


def as_value(case: Case) -> Value:
    """The right answer as a student would have assigned it; some text where staff give the points."""
    match case.expected:
        case {"truth": truth}:
            value: Value = Numbers(np.array(truth))
        case {"choice": [option]}:
            value = Text(option)
        case {"choice": options}:
            value = Items(tuple(map(Text, options)))
        case {"value": number}:
            value = Numbers(np.asarray(number))
        case {"accept": [text, *_]}:
            value = Text(text)
        case _:
            value = Text("An answer.")
    return Table({case.item: value}) if case.item else value
