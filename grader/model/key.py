"""The key: what is asked and what is right. Data only, so that whoever holds one can grade without `reference/` or JAX.

    Key ─ questions ─ Question ─ cases ─ Case          arguments, the right answer, a tolerance per step
        │                      ├ mistakes ─ Mistake    the answers that a known mistake gives on the same cases
        │                      ├ pairs ─ MistakePairs  the runs that two of them give at once
        │                      └ others ─ Reading      what is right by another reading that is accepted as well
        └ structural ─ Mistake                 what the judge sees without numbers of a mistake

An *answer* is a dictionary of arrays, strings and booleans; its entries depend on what the question returns:

    form        one entry for each leaf of the question's `form`, by its path: see `grader.model.result_form`
    truth, choice, quantity, text, manual, figure   answers that students write into a variable: see there

Where a question has a `check`, the answer is what `grader.model.checks` says.

The student's key holds the visible cases alone, and of written answers none that is right. As text a key ends with a
checksum of all before it: {"kind": "key", "format": 8, ..., "checksum": "..."}. Fields that have their default are left
out, and a text or an array that occurs more than once is written once (`encoding/repeats.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.base import files
from grader.base.errors import UserError
from grader.model import student_key
from grader.model.encoding.decoding import DecodingError, decoder, to_data
from grader.model.encoding.repeats import written_everywhere, written_once
from grader.model.result_form import BY_HAND, WRITTEN, Part, is_run

Answer = Mapping[str, Any]  # of np.ndarray, str, bool or lists of texts


@dataclass(frozen=True)
class Case:
    """One call that is judged. `arguments` are what `grader.model.request.Request` describes; `points` are what it is
    worth.

    `expected` is the right answer, None where the key's reader must not know it; `tolerance` has an absolute distance
    for each array of the answer, for histories one for each row that is judged.
    """

    id: str
    title: str
    hidden: bool
    points: float
    arguments: dict[str, Any]
    expected: dict[str, Any] | None = None
    tolerance: dict[str, Any] = field(default_factory=dict)
    item: str = ""  # the entry of the dictionary of answers that this case asks for
    because: str = ""  # why the right answer is right; not in a student's key
    seed: int | None = None  # of the global random numbers, before the call
    options: tuple[str, ...] = ()  # among which students choose
    for_check: dict[str, Any] = field(default_factory=dict)  # arguments of the check alone: no call has them
    raises: str = ""  # the exception that the call should end in; there is no right answer then

    @property
    def right(self) -> dict[str, Any]:
        """The right answer, of a case whose key holds it."""
        assert self.expected is not None
        return self.expected

    @cached_property
    def kink(self) -> int | None:
        """The last entry of its histories that is judged, where the right run lands on a kink; None where all are."""
        tolerances = ((self.tolerance.get(path, 0.0), right) for path, right in (self.expected or {}).items())
        rows = [len(each) for each, right in tolerances if np.ndim(each) and len(each) < len(right)]
        return min(rows) - 1 if rows else None

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Values that readers derive from this case once and reuse for the next submission."""
        return {}


@dataclass(frozen=True)
class Mistake:
    """A known mistake: a name for staff, a hint for students, and what it answers on each case.

    `whole` says that the answers are what is returned, not a run from which rows are still to be taken. `until` is, for
    cases in which the mistake's run lands on a kink, the last row before honest arithmetic goes different ways. The
    student's key holds no rows after it. `derived` says that nobody wrote it: it is a change of the solution.
    `staff_only` says that hidden cases alone made it a mistake, or that staff alone read its name: it explains
    nothing of visible cases to students.
    """

    id: str
    name: str
    hint: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    whole: bool = False
    until: dict[str, int] = field(default_factory=dict)
    derived: bool = False
    staff_only: bool = False


@dataclass(frozen=True)
class MistakePairs:
    """Two of a question's mistakes at once, as visible cases show them.

    An id is "a+b". By case, `runs` holds the first history of each pair, (P, rows) or (P, rows, N). Rows after a kink
    of the cost are nan; the student's key has the first rows.
    """

    ids: tuple[str, ...] = ()
    runs: dict[str, Any] = field(default_factory=dict)

    def of(self, mistakes: Container[str], cases: Container[str]) -> MistakePairs:
        """Those pairs of which both mistakes are among these, in these cases."""
        kept = [at for at, ids in enumerate(self.ids) if all(each in mistakes for each in ids.split("+"))]
        runs = {case: runs[kept] for case, runs in self.runs.items() if case in cases}
        return MistakePairs(tuple(self.ids[at] for at in kept), runs)


@dataclass(frozen=True)
class Reading:
    """One reading of a question: by case what is right, within which tolerance, and what its mistakes answer."""

    name: str
    expected: dict[str, dict[str, Any]]
    tolerance: dict[str, dict[str, Any]]
    mistakes: tuple[Mistake, ...] = ()
    pairs: MistakePairs = field(default_factory=MistakePairs)


@dataclass(frozen=True)
class Question:
    """`function` is called with `parameters` by name; `calls` is false where a variable is read instead.

    `credit` gives the part of a case's points that a mistake keeps, by its id or by the word before the dot.
    The questions of one `group` share its points: the best of them counts. `others` are readings of the question that
    are right as well, where all cases follow the same one; `reading` names that of the question itself.

    A `driver` is a function of one of the key's modules, "drivers.py:steps". It is called in place of `function`, with
    what the student defines under the names of `defines`, of which `function` is the first, and with the arguments.
    """

    name: str
    title: str
    returns: str
    points: float
    function: str
    parameters: tuple[str, ...]
    calls: bool
    cases: tuple[Case, ...]
    mistakes: tuple[Mistake, ...] = ()
    credit: dict[str, float] = field(default_factory=dict)
    stub: str = ""
    group: str = ""
    reading: str = ""
    others: tuple[Reading, ...] = ()
    pairs: MistakePairs = field(default_factory=MistakePairs)
    two_at_once: tuple[Mistake, ...] = ()  # two of its derived mistakes, of the id "a+b"
    form: Part | None = None  # of the result, where `returns` is "form"
    driver: str = ""
    defines: tuple[str, ...] = ()
    check: str = ""  # who decides about a result, such as "checks.py:is_descent_direction"
    runs: int = 0  # of each case, whose results are judged together; 0 for one call, judged by itself
    error_rate: float = 0.0  # of a check that judges runs: how often it may call right work wrong
    packages: tuple[str, ...] = ()  # that the code may import beside the grader's own libraries
    unchanged: tuple[str, ...] = ()  # arguments that must be the same after the call
    asks: str = ""  # the handout's text above it, where staff give the points

    @property
    def kind(self) -> str:
        """What the function returns, in one word: that of its form where it has one."""
        return self.form.kind if self.form else self.returns

    @property
    def names(self) -> tuple[str, ...]:
        """What students define for it: one name, or those that its driver receives."""
        return self.defines or (self.function,)

    @property
    def driver_file(self) -> str:
        """The module of the key in which its driver stands; empty without one."""
        return self.driver.partition(":")[0]

    @property
    def is_written(self) -> bool:
        """Whether students assign answers to a variable, of which no key of theirs tells what is right."""
        return self.returns in WRITTEN

    @property
    def is_by_hand(self) -> bool:
        """Whether staff look at the answer and give the points."""
        return self.returns in BY_HAND

    @property
    def is_run(self) -> bool:
        """Whether the result holds histories alone, with an entry for each step of a run."""
        return self.form is not None and is_run(self.form)

    @cached_property
    def readings(self) -> tuple[Question, ...]:
        """The question by each of its readings, every one without others."""
        return (replace(self, others=()), *map(self._by, self.others))

    @cached_property
    def derived(self) -> frozenset[str]:
        """The ids of the mistakes that nobody wrote."""
        return frozenset(mistake.id for mistake in self.mistakes if mistake.derived)

    def with_answers(self) -> Question:
        """The question with the cases that have a right answer: a call that should raise has none."""
        return replace(self, cases=tuple(case for case in self.cases if not case.raises))

    def without_mistakes(self) -> Question:
        """The question alone, without what is known of wrong answers to it."""
        others = tuple(replace(other, mistakes=(), pairs=MistakePairs()) for other in self.others)
        return replace(self, mistakes=(), pairs=MistakePairs(), two_at_once=(), others=others)

    def as_read(self, reading: str) -> Question:
        """The question by the reading of that name; by its own where there is none."""
        return next((q for q in self.readings if q.reading == reading), self.readings[0])

    def _by(self, other: Reading) -> Question:
        cases = tuple(replace(c, expected=other.expected[c.id], tolerance=other.tolerance[c.id]) for c in self.cases)
        alone = self.without_mistakes()
        return replace(alone, cases=cases, mistakes=other.mistakes, pairs=other.pairs, reading=other.name, others=())


@dataclass(frozen=True)
class Key:
    """Everything needed to grade one assignment. `audience` is "instructor" or "student".

    `modules` are the public Python files of the assignment, name -> text, which submissions and drivers import. `files`
    are data that students have, path -> bytes in base64, which lie in a submission's folder while it runs.
    """

    assignment: str
    title: str
    audience: str
    questions: tuple[Question, ...]
    structural: tuple[Mistake, ...] = ()  # swapped, recorded one late ...: what the judge sees without their answers
    options: dict[str, Any] = field(default_factory=dict)  # how Gradescope shows it, late policy ...
    made_with: dict[str, str] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)  # the source of staff's checks, by the name of the file

    def question(self, name: str) -> Question:
        """The question of this name."""
        return next(q for q in self.questions if q.name == name)

    @property
    def points(self) -> float:
        """The points of all questions, those of a group once."""
        groups = {q.group: q.points for q in self.questions if q.group}
        return sum(q.points for q in self.questions if not q.group) + sum(groups.values())

    @property
    def manual_points(self) -> float:
        """Those of the points that staff give."""
        return sum(q.points for q in self.questions if q.is_by_hand)

    @cached_property
    def hints(self) -> dict[str, tuple[str, str]]:
        """Every mistake's (name, hint) by id."""
        mistakes = [m for question in self.questions for reading in question.readings for m in reading.mistakes]
        return {mistake.id: (mistake.name, mistake.hint) for mistake in (*self.structural, *mistakes)}

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Values that readers derive from this key once and reuse for the next submission."""
        return {}

    def for_students(self) -> Key:
        """The key that students may hold: no hidden case, no right answer to be written, no reason for one."""
        return student_key.for_students(self)

    def to_json(self) -> str:
        """The key as text, which `parse_key` reads; equal keys give equal texts."""
        return sealed(to_data(self))


def read_key(path: Path) -> Key:
    """The key in that file. Raises BadKey, in a sentence, for a file that cannot be read as one."""
    return parse_key(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The text of a key's file. Raises BadKey."""
    try:
        return files.read_bytes(path, "key", BadKey).decode()
    except UnicodeDecodeError:
        raise BadKey(f"{path}: not a key: it is not text. {WHAT_IS_A_KEY}") from None


def parse_key(text: str, where: str = "key") -> Key:
    """The key that `Key.to_json` wrote. Raises BadKey.

    Whether its parts fit together is seen to by whoever compiles it: the checksum says that nothing was changed since.
    """
    data = unsealed(text, where)
    try:
        key: Key = decoder(Key)(written_everywhere(data))
    except (DecodingError, RecursionError) as error:
        raise BadKey(f"{where}: this key is damaged: {error}. {MAKE_AGAIN}") from None
    return key


FORMAT = 8
CHECKSUM = ',"checksum":"'  # at the end of the text: of all that stands before it
WHAT_IS_A_KEY = "A key is the file NAME.key that `grader compile` wrote, or `grader release` beside the zips."
MAKE_AGAIN = "Make it again with `grader compile`."


class BadKey(UserError):
    """A file that is not a key, or that this version cannot read. The message says which, and what to do."""


def sealed(data: Mapping[str, Any]) -> str:
    """The text of a key with these data, which `unsealed` reads."""
    judging = {name: value for name, value in data.items() if name != "made_with"}  # which stays by itself
    whole = {"kind": "key", "format": FORMAT, **data, **written_once(judging)}
    text = json.dumps(whole, allow_nan=False, separators=(",", ":"))[:-1]  # blanks would be a twentieth of it
    return f'{text}{CHECKSUM}{_checksum(text)}"}}'


def unsealed(text: str, where: str) -> dict[str, Any]:
    """The data of a key. Raises BadKey for what is none, is of another format, or was changed."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadKey(f"{where}: not a key: it is not JSON ({error}). {WHAT_IS_A_KEY}") from None
    if not isinstance(data, dict) or data.pop("kind", None) != "key":
        raise BadKey(f"{where}: not a key. {WHAT_IS_A_KEY}")
    if (version := data.pop("format", None)) != FORMAT:
        raise BadKey(
            f"{where}: this key has format {version}, and this grader reads format {FORMAT}. "
            "Make the key again with `grader compile`, or use the grader that came with it."
        )
    if data.pop("checksum", None) != _checksum(text.rpartition(CHECKSUM)[0]):
        raise BadKey(f"{where}: this key was changed after it was made, or is damaged. {MAKE_AGAIN}")
    return data


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
