"""A question made by hand, and programs with slips in it, for the tests of repairs: the wrong lines alone differ."""

from __future__ import annotations

import numpy as np

from grader.model.encoding.values import Numbers
from grader.model.key import Case, Key, Question
from grader.model.result_form import Part
from grader.model.transcript import Definition, Raised, Returned, Transcript

RIGHT = """
def path(x, rate, steps):
    # an honest comment
    values = [x]
    m = 0.0
    for k in range(steps):
        m = rate * m + x**2
        x = x - 0.1 * m / (k + 1)
        values.append(x)
    return values
"""
ARGUMENTS = ((0.9, 0.3), (1.7, 0.6), (-0.8, 0.45))
STEPS = 5


def written(*slips: tuple[str, str]) -> str:
    """The right program with other text in these places."""
    source = RIGHT
    for right, wrong in slips:
        assert source.count(right) == 1
        source = source.replace(right, wrong)
    return source


def answers(source: str) -> list[np.ndarray]:
    """What the program returns on each case."""
    names: dict = {}
    exec(source, names)
    return [np.array(names["path"](x, rate, STEPS)) for x, rate in ARGUMENTS]


def key() -> Key:
    """Two visible cases and a hidden one, whose results are vectors."""
    cases = tuple(
        Case(f"path-{n}", f"case {n}", n == 2, 1.0, {"x": x, "rate": rate, "steps": STEPS}, {".": right},
             {".": np.array(1e-6)})
        for n, ((x, rate), right) in enumerate(zip(ARGUMENTS, answers(RIGHT), strict=True))
    )  # fmt: skip
    path = Question("path", "A path", "form", 3.0, "path", ("x", "rate", "steps"), True, cases, form=Part("array"))
    return Key("paths", "Paths", "instructor", (path,))


def transcript(source: str) -> Transcript:
    """What the sandbox would write of the program; of one that fails, its error."""
    try:
        calls = {f"path-{n}": Returned(Numbers(value), 0.01) for n, value in enumerate(answers(source))}
    except NameError as error:
        calls = {f"path-{n}": Raised("NameError", str(error)) for n in range(len(ARGUMENTS))}
    return Transcript("ada", "paths", {"path": Definition("found", source=source.strip())}, calls)
