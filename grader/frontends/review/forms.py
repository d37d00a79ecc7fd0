"""What is posted -> fields, and the decision of staff that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl

from grader.base.errors import UserError
from grader.course.decisions.decision import Decision, Seen

Action = Literal["override", "excuse", "comment", "extend", "stamp"]


class BadForm(UserError):
    """A form that none of the pages has."""


def fields_of(text: str) -> dict[str, str]:
    """The fields of a form. Raises BadForm."""
    try:
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=500))
    except ValueError:
        raise BadForm("this form cannot be read.") from None


def decision_of(form: Mapping[str, str], submission: str) -> Decision:
    """The decision of a form about this submission. Raises BadForm."""
    kind = form.get("kind", "")
    if kind not in get_args(Action):
        raise BadForm(f"{kind[:40]!r} is no decision: choose one of {', '.join(get_args(Action))}.")
    if not submission:
        raise BadForm("this form names no submission.")
    words, question = form.get("words", ""), form.get("question", "")
    match cast("Action", kind):
        case "override":
            return Decision("override", submission, question, points_of(form), because=words)
        case "excuse":
            return Decision("excuse", submission, question, because=words)
        case "comment":
            return Decision("comment", submission, question, text=words)
        case "extend" | "stamp" as named:
            return Decision(named, submission, text=form.get("until", ""), because=words)


def points_of(form: Mapping[str, str]) -> float | None:
    """The points in a form; None where none are entered. Raises BadForm."""
    text = form.get("points", "").strip().replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        raise BadForm(f"{text[:40]!r} is no number of points.") from None


def seen_in(form: Mapping[str, str]) -> Seen:
    """What was shown on the page with this form. Raises BadForm."""
    return Seen(*(number_of(form, name) for name in Seen._fields))


def number_of(form: Mapping[str, str], name: str) -> int:
    """The number in a field that staff do not enter. Raises BadForm."""
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadForm(f"this form has no number in {name!r}: open the page again.")
    return int(text)
