"""Wrong programs written from the handouts alone, without a look at the bank or at the operators.

`ASSIGNMENT/EXERCISE.py` holds those for one question: imports and right helpers, which belong to every program of the
file, and then a cell each, under its title

# %% single ID: one mistake, in words            a plausible slip
# %% whole ID: what is wrong, in words           a whole wrong solution, perhaps with two slips

The folder `field` is of exercises in `tests/field/assigned`; the others are homeworks. `second` to `nineteenth`
hold folders of the same names with programs of other authors. SHA256SUMS freezes all files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SUMS = HERE / "SHA256SUMS"
TITLE = re.compile(r"^# %% (single|whole) (\w+): (.+)\n", re.M)
HALVES = ("open", "final")
LATER_SETS = (
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
PARTS = (*HALVES, *LATER_SETS)


@dataclass(frozen=True)
class Program:
    """One wrong program; `words` are its true cause, by which a name is judged to be right or wrong.

    `later_set` is empty for the first set.
    """

    later_set: str
    assignment: str
    exercise: str
    kind: str
    name: str
    words: str
    source: str

    @property
    def id(self) -> str:
        return "/".join(filter(None, (self.later_set, self.assignment, self.exercise, self.name)))

    @property
    def part(self) -> str:
        """The part of the set that it belongs to: nobody looks at names in a later part before the work is finished."""
        return self.later_set or HALVES[hashlib.sha256(self.id.encode()).digest()[0] % 2]


def files() -> list[Path]:
    """The files of the programs."""
    return sorted([*HERE.glob("*/*.py"), *HERE.glob("*/*/*.py")])


def read(path: Path) -> Iterator[Program]:
    """The programs in one file."""
    later_set = "/".join(path.relative_to(HERE).parts[:-2])
    head, *cells = TITLE.split(path.read_text(encoding="utf-8"))
    for kind, name, words, text in zip(*[iter(cells)] * 4, strict=True):
        yield Program(later_set, path.parent.name, path.stem, kind, name, words, head + text)


def check_sums() -> str:
    """What SHA256SUMS has to hold, in the form of `sha256sum`."""
    digests = ((hashlib.sha256(path.read_bytes()).hexdigest(), path) for path in files())
    return "".join(f"{digest}  {path.relative_to(HERE).as_posix()}\n" for digest, path in digests)


PROGRAMS = tuple(program for path in files() for program in read(path))
