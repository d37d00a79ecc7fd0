"""An author's own words for known mistakes: `mistakes.toml` beside assignment.toml.

["ridge.term_2"]
name = "the penalty is missing"
hint = "Your loss is that of least squares. Look at the term with `lam` in the handout."

["ridge.written_1"]
mute = true
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.authoring.facts.assignment import BadAssignment
from grader.base.staff.toml_text import read_toml
from grader.base.text import did_you_mean
from grader.model.key import Mistake, Question, Reading

FILE = "mistakes.toml"
KEYS = {"name": str, "hint": str, "mute": bool}


def with_author_words(folder: Path, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions with the author's words for their mistakes, and without those that are mute.

    Raises BadAssignment for a mistake that its question does not have, and for a key that says nothing.
    """
    if not (path := folder / FILE).is_file():
        return tuple(questions)
    words = read_toml(path, BadAssignment)
    ids = {mistake.id for question in questions for mistake in question.mistakes}
    for name, table in words.items():
        if not isinstance(table, dict):
            raise BadAssignment(f'{path}: {name} is no table. Write ["{name}"], and below it name, hint or mute.')
        for key, value in table.items():
            if key not in KEYS:
                raise BadAssignment(f"{path}: {name}: unknown key {key!r}.{did_you_mean(key, KEYS)}")
            if type(value) is not KEYS[key]:
                kind = "true or false" if KEYS[key] is bool else "a text"
                raise BadAssignment(f"{path}: {name}: {key} is {value!r}, not {kind}.")
        if name not in ids and name.partition(".")[0] in {question.name for question in questions}:
            meant = did_you_mean(name, ids)
            raise BadAssignment(
                f"{path}: there is no known mistake {name!r}.{meant} Without its table, `grader rehearse "
                f"{folder} --html proof.html` lists all ids below the claim that known mistakes lose points."
            )
    return tuple(_with_words(question, words) for question in questions)


def _with_words(question: Question, words: Mapping[str, Mapping[str, Any]]) -> Question:
    """The question with these words by each of its readings, and without pairs of which a mistake is mute."""
    others = tuple(replace(other, **_worded_of(other, words)) for other in question.others)
    return replace(question, others=others, **_worded_of(question, words))


def _worded_of(reading: Question | Reading, words: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    mistakes = tuple(_worded(reading.mistakes, words))
    return {"mistakes": mistakes, "pairs": reading.pairs.of({each.id for each in mistakes}, reading.pairs.runs)}


def _worded(mistakes: Sequence[Mistake], words: Mapping[str, Mapping[str, Any]]) -> list[Mistake]:
    tables = [(mistake, words.get(mistake.id, {})) for mistake in mistakes]
    return [
        replace(mistake, name=table.get("name", mistake.name), hint=table.get("hint", mistake.hint))
        for mistake, table in tables
        if not table.get("mute", False)
    ]
