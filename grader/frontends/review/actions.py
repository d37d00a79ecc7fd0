"""What is posted -> decisions of staff. Nothing here trusts a form: `classroom` checks every decision as any other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl

from grader.base.errors import UserError
from grader.course import naming
from grader.course.classroom import deciding
from grader.course.decisions.decision import Decision
from grader.course.decisions.named_answers import NamedAnswers

Action = Literal["override", "excuse", "comment", "extend", "stamp"]


class BadForm(UserError):
    """A form that none of the pages has."""


def fields_of(text: str) -> dict[str, str]:
    """The fields of a form. Raises BadForm."""
    try:
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=500))
    except ValueError:
        raise BadForm("this form cannot be read.") from None


def decide(results: Path, form: Mapping[str, str], by: str) -> None:
    """Enter the decision of a form about one submission. Raises UserError."""
    deciding.decide(results, _decision(form, form.get("submission", "")), by, _number(form, "seen"))


def decide_group(results: Path, form: Mapping[str, str], submissions: list[str], by: str) -> None:
    """Enter the same decision about several submissions: all, or none. Raises UserError."""
    decisions = [_decision(form, submission) for submission in submissions]
    deciding.decide_all(results, decisions, by, _number(form, "seen"))


def undo(results: Path, form: Mapping[str, str], by: str) -> None:
    """Undo an entry. Raises UserError."""
    deciding.undo(results, _number(form, "entry"), form.get("because", ""), by)


def name_answers(results: Path, form: Mapping[str, str], by: str) -> None:
    """Name the mistake of a group by the answers of one of its submissions. Raises UserError."""
    named = NamedAnswers(form.get("name", ""), form.get("hint", ""), form.get("students") == "yes", by)
    naming.name_answers(results, form.get("submission", ""), form.get("question", ""), named)


def _decision(form: Mapping[str, str], submission: str) -> Decision:
    kind = form.get("kind", "")
    if kind not in get_args(Action):
        raise BadForm(f"{kind[:40]!r} is no decision: choose one of {', '.join(get_args(Action))}.")
    if not submission:
        raise BadForm("this form names no submission.")
    words, question = form.get("words", ""), form.get("question", "")
    match cast("Action", kind):
        case "override":
            return Decision("override", submission, question, _points(form), because=words)
        case "excuse":
            return Decision("excuse", submission, question, because=words)
        case "comment":
            return Decision("comment", submission, question, text=words)
        case "extend" | "stamp" as named:
            return Decision(named, submission, text=form.get("until", ""), because=words)


def _points(form: Mapping[str, str]) -> float | None:
    text = form.get("points", "").strip().replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        raise BadForm(f"{text[:40]!r} is no number of points.") from None


def _number(form: Mapping[str, str], name: str) -> int:
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadForm(f"this form has no number in {name!r}: open the page again.")
    return int(text)
