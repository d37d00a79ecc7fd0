"""Names that staff give to equal wrong answers: `names.toml` in the results folder, applied by the next regrade.

["ridge.named_1"]                      # the question, and a number
name = "the penalty counts the intercept"
hint = "Look at the sum in the handout: it begins at 1."
students = true                        # whether students read name and hint; else only staff do
by = "ana"
at = "2026-11-27T10:00:00+00:00"
submission = "jane"                    # whose answers they are
answers = "{...}"                      # to each case
edit = ""                              # by which `grader explain` came to it, marked as in a patch, for staff
lines = []                             # of that submission, in which the edit is

A name is one more known mistake of its question: the judge gives it where the answers are these, within the tolerances,
and where they are evidence enough. Words may be changed in an editor, and a table taken out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock

from grader.base import files
from grader.base.errors import UserError
from grader.base.staff.toml_text import read_toml, to_toml
from grader.base.text import printable
from grader.judging.judge import judge
from grader.judging.verdicts import judge_case
from grader.model.encoding.decoding import REQUIRED, DecodingError, decoder, to_data
from grader.model.key import Answer, Key, Mistake, Question, parse_key
from grader.model.result_form import ROOT, fits, leaves
from grader.model.transcript import Transcript
from grader.reports.causes import cause_name

FILE = "names.toml"
NO_EVIDENCE = (
    "the judge could not tell these answers from a chance: they are too few numbers, or of a form that it cannot "
    "compare. Decide for the whole group instead, or comment on it."
)
CREDIT = "these answers keep credit for the mistake that they are named for now, and another name would take it away."
HEAD = "# Names for equal wrong answers. `grader regrade` applies them. Names and hints may be changed here.\n"


class BadNames(UserError):
    """A names.toml that cannot be used, or a name that cannot be given."""


@dataclass(frozen=True)
class NamedAnswers:
    """One table of the file. `answers` are JSON: to each case, as the judge reads them. Staff alone read `edit`."""

    name: str = field(default="", metadata=REQUIRED)
    hint: str = ""
    students: bool = False
    by: str = ""
    at: str = ""
    submission: str = ""
    answers: str = field(default="{}", metadata=REQUIRED)
    edit: str = ""
    lines: tuple[str, ...] = ()

    def mistake(self, mistake_id: str) -> Mistake:
        """The known mistake; one for staff alone explains nothing to students. Raises DecodingError."""
        try:
            answers = decoder(dict[str, dict[str, Any]])(json.loads(self.answers))
        except (ValueError, RecursionError) as error:
            raise DecodingError(str(error), ".answers") from None
        hint = self.hint if self.students else ""
        return Mistake(mistake_id, self.name, hint, answers, whole=True, staff_only=not self.students)


Names = dict[str, NamedAnswers]  # by the id of the mistake


def read_names(path: Path) -> Names:
    """The names in a file; none where there is no file. Raises BadNames."""
    if not path.is_file():
        return {}
    try:
        names: Names = decoder(dict[str, NamedAnswers])(read_toml(path, BadNames))
        for mistake_id, named in names.items():
            named.mistake(mistake_id)
    except DecodingError as error:
        raise BadNames(f"{path}: {error}. Take this table out, or give the name again.") from None
    return names


def change_names(path: Path, change: Callable[[Names], Names]) -> Names:
    """Write the file anew with what `change` makes of its names; one program after the other. Raises BadNames."""
    with FileLock(path.with_name(f".{path.name}.lock"), timeout=60):
        names = change(read_names(path))
        tables = [HEAD]
        for mistake_id, named in names.items():
            entries = [f"{name} = {to_toml(value)}" for name, value in vars(named).items()]
            tables.append("\n".join([f"[{to_toml(mistake_id)}]", *entries]))
        files.write_text(path, "\n\n".join(tables) + "\n")
    return names


def with_names(key: Key, names: Names) -> Key:
    """The key with one more known mistake for each name of a question that it has."""
    if not names:
        return key
    return replace(key, questions=tuple(_with_mistakes(question, names) for question in key.questions))


def give_name(names: Names, key: Key, question: Question, transcript: Transcript, named: NamedAnswers) -> Names:
    """The names, and one more for the answers of this transcript. Raises BadNames where the judge could not give it."""
    named = replace(named, name=_line(named.name), hint=_line(named.hint))
    if not named.name:
        raise BadNames(f"{question.name}: the name is empty. Say in a few words what went wrong.")
    if named.students and not named.hint:
        raise BadNames(f"{question.name}: students would read a name without a hint. Write which line to look at.")
    verdicts = {c.id: judge_case(question, c, transcript.calls[c.id], key.checks) for c in question.cases
                if c.id in transcript.calls}  # fmt: skip
    answers = {case: verdict.answer for case, verdict in verdicts.items() if verdict.answer}
    if not all(_is_comparable(question, answer) for answer in answers.values()):
        raise BadNames(f"{question.name}: {NO_EVIDENCE}")
    mistake_id = next(i for n in range(1, 10**6) if (i := f"{question.name}.named_{n}") not in names)
    more = names | {mistake_id: replace(named, answers=json.dumps(to_data(answers)))}
    causes, earned = _judged(with_names(key, more), question, transcript)
    _check_recognized(key, question, causes, mistake_id)
    if not math.isclose(earned, _judged(with_names(key, names), question, transcript)[1]):
        raise BadNames(f"{question.name}: {CREDIT}")
    return more


def _is_comparable(question: Question, answer: Answer) -> bool:
    """Whether an answer has all that the judge compares."""
    return question.form is None or fits(question.form, answer)


def _judged(key: Key, question: Question, transcript: Transcript) -> tuple[str, float]:
    """What the judge names in the answers, and the points that they earn."""
    questions = judge(parse_key(key.to_json()), transcript).questions
    return next(((q.mistake, q.earned) for q in questions if q.name == question.name), ("", 0.0))


def _check_recognized(key: Key, question: Question, causes: str, mistake_id: str) -> None:
    """Raise BadNames unless the judge calls these answers by that name, and by no other."""
    if mistake_id not in causes:
        raise BadNames(f"{question.name}: {NO_EVIDENCE}")
    if causes != mistake_id:
        other = cause_name(key, next(name for name in causes.split("|") if name != mistake_id))
        raise BadNames(f"{question.name}: these answers have a name already: {other}.")


def _with_mistakes(question: Question, names: Names) -> Question:
    """A key that was judged by holds earlier names already."""
    own = tuple(_by_path(of.mistake(i), question) for i, of in names.items() if i.rpartition(".")[0] == question.name)

    def more(mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
        return (*(mistake for mistake in mistakes if mistake.id not in names), *own)

    others = tuple(replace(reading, mistakes=more(reading.mistakes)) for reading in question.others)
    return replace(question, mistakes=more(question.mistakes), others=others) if own else question


def _by_path(mistake: Mistake, question: Question) -> Mistake:
    """The mistake with the paths of the question's form: runs once had `weights` and `costs`."""
    paths = [leaf.path for leaf in leaves(question.form)] if question.form else []
    by_path = {
        case: dict(zip(paths, answer.values(), strict=True))
        for case, answer in mistake.answers.items()
        if len(answer) == len(paths) and not any(name.startswith(ROOT) for name in answer)
    }
    return replace(mistake, answers={**mistake.answers, **by_path})


def _line(text: str) -> str:
    return " ".join(printable(text, 2_000).split())
