"""Wrong programs written from the handouts alone, without a look at the bank or at the rules.

`SET.txt` holds one frozen set: under `# %% file ASSIGNMENT/EXERCISE` imports and right helpers, which belong to every
program of the exercise, and then a cell for each program, under its title

# %% single ID: one mistake, in words            a plausible slip
# %% whole ID: what is wrong, in words           a whole wrong solution, perhaps with two slips

Exercises of `field` are those of `assignments/exercises`; the others are questions of homeworks. SHA256SUMS freezes the
sets.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SUMS = HERE / "SHA256SUMS"
FILE = re.compile(r"^# %% file (\w+)/(\w+)\n", re.M)
TITLE = re.compile(r"^# %% (single|whole) (\w+): (.+)\n", re.M)
SETS = ("sixteenth", "seventeenth", "eighteenth", "nineteenth")


@dataclass(frozen=True)
class Program:
    """One wrong program; `words` are its true cause, by which a name is judged to be right or wrong."""

    frozen_set: str
    assignment: str
    exercise: str
    kind: str
    name: str
    words: str
    source: str

    @property
    def id(self) -> str:
        return f"{self.frozen_set}/{self.assignment}/{self.exercise}/{self.name}"


def read(frozen_set: str) -> Iterator[Program]:
    """The programs of one set."""
    files = FILE.split((HERE / f"{frozen_set}.txt").read_text(encoding="utf-8"))[1:]
    for assignment, exercise, text in zip(*[iter(files)] * 3, strict=True):
        head, *cells = TITLE.split(text)
        for kind, name, words, code in zip(*[iter(cells)] * 4, strict=True):
            yield Program(frozen_set, assignment, exercise, kind, name, words, head + code)


def check_sums() -> str:
    """What SHA256SUMS has to hold, in the form of `sha256sum`."""
    return "".join(f"{hashlib.sha256((HERE / f'{name}.txt').read_bytes()).hexdigest()}  {name}.txt\n" for name in SETS)


PROGRAMS = tuple(program for frozen_set in SETS for program in read(frozen_set))
