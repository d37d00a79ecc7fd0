"""A key as text: its format, its checksum, and what keys of earlier graders say in other words.

{"kind": "key", "format": 5, ..., "checksum": "..."}        the checksum is of the text before it
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.base.errors import UserError
from grader.model.result_form import FORM, NAMED_FORMS, ROOT

if TYPE_CHECKING:
    from grader.model.key import Answer, Mistake, Question

FORMAT = 5
CHECKSUM = ',"checksum":"'  # at the end of the text: of all that stands before it
MAKE_AGAIN = "Make it again with `grader compile`."
OLDER_NAMES = {"value": ROOT, "points": ROOT, "label": ROOT, "w": ".w", "cost": ".cost"}


class BadKey(UserError):
    """A file that is not a key, or that this version cannot read. The message says which, and what to do."""


def sealed(data: Mapping[str, Any]) -> str:
    """The text of a key with these data, which `unsealed` reads."""
    whole = {"kind": "key", "format": FORMAT, **data}
    text = json.dumps(whole, allow_nan=False, separators=(",", ":"))[:-1]  # blanks would be a twentieth of it
    return f'{text}{CHECKSUM}{_checksum(text)}"}}'


def unsealed(text: str, where: str) -> dict[str, Any]:
    """The data of a key. Raises BadKey for what is none, is of another format, or was changed."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadKey(f"{where}: not a key: it is not JSON ({error}).") from None
    if not isinstance(data, dict) or data.pop("kind", None) != "key":
        raise BadKey(f"{where}: not a key. A key is the NAME.key file that `grader compile` or `grader release` wrote.")
    if (version := data.pop("format", None)) != FORMAT:
        raise BadKey(
            f"{where}: this key has format {version}, and this grader reads format {FORMAT}. "
            "Make the key again with `grader compile`, or use the grader that came with it."
        )
    if data.pop("checksum", None) not in (None, _checksum(text.rpartition(CHECKSUM)[0])):  # None: by an older grader
        raise BadKey(f"{where}: this key was changed after it was made, or is damaged. {MAKE_AGAIN}")
    return data


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


# ── keys of earlier graders


def with_form(question: Question) -> Question:
    """The question with the form that its `returns` stands for: keys of before had a word, and answers by its names."""
    if question.returns not in NAMED_FORMS:
        return question
    others = [
        replace(o, expected=_by_path(o.expected), tolerance=_by_path(o.tolerance), mistakes=_with_paths(o.mistakes))
        for o in question.others
    ]
    cases = [
        replace(c, expected=c.expected and with_paths(c.expected), tolerance=with_paths(c.tolerance))
        for c in question.cases
    ]
    return replace(
        question, returns=FORM, form=NAMED_FORMS[question.returns], cases=tuple(cases), others=tuple(others),
        mistakes=_with_paths(question.mistakes),
    )  # fmt: skip


def _with_paths(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    return tuple(replace(mistake, answers=_by_path(mistake.answers)) for mistake in mistakes)


def _by_path(by_case: Mapping[str, Answer]) -> dict[str, dict[str, Any]]:
    return {case: with_paths(answer) for case, answer in by_case.items()}


def with_paths(answer: Answer) -> dict[str, Any]:
    """The answer by the paths of its parts, where an older grader gave these names of their own."""
    return {OLDER_NAMES.get(name, name): value for name, value in answer.items()}
