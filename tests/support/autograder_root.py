"""A small key, and /autograder laid out as Gradescope documents it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
from support.gradescope_contract import Results

from grader.model.key import Case, Key, Question
from grader.model.result_form import Part
from grader.model.transcript import Call, Returned
from grader.sandbox.child.conversion import to_value


def question(name: str, times: float) -> Question:
    """`name(x)` is x times a number; one visible case of 3 points and a hidden one of 2."""
    right = {x: {".": np.array(times * x)} for x in (2.0, 5.0)}
    cases = tuple(
        Case(f"{name}-{i}", f"x = {x}", hidden, points, {"x": x}, right[x], {".": np.array(1e-6)})
        for i, (x, hidden, points) in enumerate([(2.0, False, 3.0), (5.0, True, 2.0)])
    )
    return Question(name, name.capitalize(), "form", 5.0, name, ("x",), True, cases, form=Part("number"))


KEY = Key("tiny", "Tiny", "instructor", (question("double", 2.0), question("triple", 3.0), question("half", 0.5)))
RIGHT = "def double(x): return 2 * x\n", "def triple(x): return 3 * x\n", "def half(x): return x / 2\n"


def lay(root: Path, files: dict[str, str], key: Key = KEY, metadata: Any = None) -> Path:
    """/autograder as documented, in `root`."""
    for folder in ("source", "submission", "results"):
        (root / folder).mkdir(parents=True)
    (root / "source" / "assignment.key").write_text(key.to_json(), encoding="utf-8")
    for name, text in files.items():
        (root / "submission" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "submission" / name).write_text(text, encoding="utf-8")
    if metadata is not None:
        (root / "submission_metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return root


def valid(root: Path) -> Results:
    return Results.model_validate_json((root / "results" / "results.json").read_text(encoding="utf-8"))


DUE = datetime(2026, 9, 21, 12, tzinfo=timezone(timedelta(hours=-7)))
ALL_RIGHT = {"double": 2.0, "triple": 3.0, "half": 0.5}


def with_options(**options: Any) -> Key:
    return replace(KEY, options=options)


def answered(**times: float) -> dict[str, Call]:
    """The calls of a submission whose functions multiply by these numbers."""
    return {
        case.id: Returned(to_value(times[q.name] * case.arguments["x"]))
        for q in KEY.questions if q.name in times for case in q.cases
    }  # fmt: skip
