"""Which slip explains a wrong answer: the one that an edit of the student's own program undoes.

    edits ─► the cheapest wrong case ─► those that make it right ─► all cases ─► one edit for each line, at most three
               └► the few that make more of it right ─► a second edit of each, in the same way

One edit that makes every case right, hidden ones too, within tolerances that are far below any other slip, is evidence
enough. Edits are tried some at a time, likely ones first, and less likely ones only where none of these does. More than
a few lines where an edit would do say that the cases are easily met, and nothing is named.
"""

from __future__ import annotations

import difflib
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from grader.authoring.derived.operators.source_tree import SourceTree
from grader.authoring.repairs.edits import edits, in_turn
from grader.authoring.repairs.trials import Program, Trials, progress
from grader.authoring.repairs.words import RANK, SLIPS
from grader.extraction import notebook, reader
from grader.extraction.extract import Extraction
from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Key, Question
from grader.model.transcript import Call, Fault, Transcript
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import wanted

MOST = 600  # edits of a program that are tried
AT_A_TIME = 150  # of them, before it is asked whether one does
MOST_SECOND = 300  # second edits of each program that one edit has made better
MOST_BETTER = 3  # such programs
MOST_RIGHT = 30  # edits that make the first case right, which are tried on the others
MOST_LINES = 3  # on which one edit may do
NOT_RUN = Fault("it was not run")


@dataclass(frozen=True)
class Place:
    """The kind of an edit, and the student's own line at which it is made."""

    kind: str
    line: str


@dataclass(frozen=True)
class Repair:
    """The edits that were made together, one or two, and the lines that they replace, for staff."""

    places: tuple[Place, ...]
    difference: str

    @property
    def name(self) -> str:
        """What is wrong, without any code."""
        return "; and ".join(dict.fromkeys(SLIPS[place.kind].name for place in self.places))

    @property
    def hint(self) -> str:
        """How to find it."""
        return " ".join(dict.fromkeys(SLIPS[place.kind].hint for place in self.places))


class _Candidate(NamedTuple):
    program: Program
    places: tuple[Place, ...]


def repairs(key: Key, question: Question, transcript: Transcript, environment: Environment) -> Sequence[Repair]:
    """What makes every case right: repairs of different lines, at most three; none where nothing is certain.

    `environment` limits the seconds that so many edited programs take together as are tried at a time.
    """
    source = transcript.definitions[question.name].source
    calls = {case.id: transcript.calls.get(case.id, NOT_RUN) for case in question.cases}
    if not source or question.is_written or question.runs or any(isinstance(c, Fault) for c in calls.values()):
        return ()
    for reading in question.readings:
        wrong = {c.id: v for c in reading.cases if not (v := judge_case(reading, c, calls[c.id], key.checks)).right}
        try:
            trials = Trials(key, reading, _extracted(source, question), environment)
            if wrong and (repaired := _search(trials, wrong, calls)):
                return repaired
        except (notebook.Unreadable, RecursionError, MemoryError):  # code that is nested deeper than Python can print
            return ()
    return ()


def _extracted(source: str, question: Question) -> Extraction:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.py"
        path.write_text(source, encoding="utf-8")
        return reader.read(path, *wanted([question]))


def _search(trials: Trials, wrong: Mapping[str, Verdict], calls: Mapping[str, Call]) -> list[Repair]:
    """One edit, or a second one where the first makes more of the cheapest wrong case right."""
    cases = [case for case in trials.question.cases if case.id in wrong]
    case = min(cases, key=lambda case: (case.hidden, getattr(calls[case.id], "seconds", math.inf)))
    repaired, scores = _tried(trials, islice(_edited(trials, _Candidate({}, ())), MOST), case)
    better = [(each, score) for each, score in scores if score > progress(case, wrong[case.id])]
    best = sorted(better, key=lambda pair: -pair[1])[:MOST_BETTER]
    second = chain.from_iterable(islice(_edited(trials, each), MOST_SECOND) for each, _ in best)
    return repaired or _tried(trials, second, case)[0]


def _tried(
    trials: Trials, candidates: Iterator[_Candidate], case: Case
) -> tuple[list[Repair], list[tuple[_Candidate, float]]]:
    """The repairs among the likeliest candidates that hold any; of each that was tried how much it makes right."""
    scores = []
    while some := list(islice(candidates, AT_A_TIME)):
        verdicts = trials.verdicts([each.program for each in some], [case])[case.id]
        right = [each for each, verdict in zip(some, verdicts, strict=True) if verdict.right]
        if repaired := _confirmed(trials, right[:MOST_RIGHT], [c for c in trials.question.cases if c.id != case.id]):
            return repaired, []
        scores += [(each, progress(case, verdict)) for each, verdict in zip(some, verdicts, strict=True)]
    return [], scores


def _confirmed(trials: Trials, candidates: Sequence[_Candidate], cases: Sequence[Case]) -> list[Repair]:
    """The likeliest repair of each line among those that make these cases right too; none for too many lines."""
    verdicts = trials.verdicts([each.program for each in candidates], cases) if candidates else {}
    by_line: dict[tuple[str, ...], Repair] = {}
    right = [each for at, each in enumerate(candidates) if all(verdicts[case.id][at].right for case in cases)]
    for each in sorted(right, key=lambda each: [RANK[place.kind] for place in each.places]):
        lines = tuple(sorted(place.line for place in each.places))
        by_line.setdefault(lines, Repair(each.places, _difference(trials, each.program)))
    return list(by_line.values()) if len(by_line) <= MOST_LINES else []


def _edited(trials: Trials, before: _Candidate) -> Iterator[_Candidate]:
    """The program with one edit more, of each of its statements in turn."""
    return in_turn([_edited_at(trials, before, position) for position in trials.positions])


def _edited_at(trials: Trials, before: _Candidate, position: int) -> Iterator[_Candidate]:
    text = trials.text(before.program, position)
    own = [line.strip() for line in trials.text({}, position).splitlines()]
    for edit in edits(text):
        line = text.splitlines()[edit.line - 1].strip()
        (nearest,) = difflib.get_close_matches(line, own, 1, 0) if before.places else [line]
        yield _Candidate({**before.program, position: edit.source}, (*before.places, Place(edit.kind, nearest)))


def _difference(trials: Trials, program: Program) -> str:
    """The lines that are replaced, marked as in a patch."""
    pairs = [(SourceTree(trials.text({}, at)).source.splitlines(), text.splitlines()) for at, text in program.items()]
    patches = (difflib.unified_diff(*pair, n=1, lineterm="") for pair in pairs)
    return "\n".join(line for patch in patches for line in patch if not line.startswith(("---", "+++", "@@")))
