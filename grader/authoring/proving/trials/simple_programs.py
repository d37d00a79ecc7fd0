"""Simple wrong programs, which solve nothing: what they earn on every question, said to its author.

    zeros                       in the form of the right answer
    the first visible answer    in every other case
    an argument                 back as it came, in place of each part that no argument is called as
    what stands around          where a driver calls students' code: frames, globals, objects and files (`scavenger`)

The first two know the form of the right answer, so that their results go to the judge as they are; the others are
files, run and judged as submissions are.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from grader.authoring.answers.answer_forms import right_as_returned
from grader.authoring.proving.preflight import write
from grader.authoring.proving.proof import Finding
from grader.authoring.proving.runs import Runner
from grader.authoring.proving.trials.mistake_trials import right_transcript
from grader.authoring.proving.trials.scavenger import PICKS, program, scavenger
from grader.authoring.proving.trials.value_parts import map_parts
from grader.base.text import count
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers, Text, Value
from grader.model.key import Key, Question
from grader.model.report import Report
from grader.model.statuses import format_points, points_in_words
from grader.model.transcript import Call, Returned

MAX_EARNED = 0.5  # share of a question's points that a program which solves nothing may earn
MAX_ARGUMENTS = 4  # of a function, each of which is returned once
ZEROS, FIRST, ARGUMENT = "zeros", "the first visible answer in every case", "an argument as it came"
_BACK = '''
def _found(arguments, pick):
    """The argument of this number, or for each part the argument of its name."""
    names, parts, is_table, number = pick
    named, other = dict(zip(names, arguments)), arguments[number % len(arguments)] if arguments else 0.0
    if not parts:
        return other
    values = {part: named.get(part, other) for part in parts}
    return values if is_table else list(values.values())
'''
_NUMBER = '''
def _found(arguments, pick):
    """This number, in the shape of the first argument that is an array."""
    arrays = [each for each in arguments if getattr(each, "shape", ())]
    return 0 * arrays[0] + pick if arrays else pick
'''


@dataclass(frozen=True)
class Earning:
    """What a simple program earns on a question, by case, of how many points."""

    question: str
    returns: str  # what it returns, in words
    cases: Mapping[str, float]
    possible: float

    @property
    def earned(self) -> float:
        return sum(self.cases.values())

    def __str__(self) -> str:
        where = ", ".join(case for case, points in self.cases.items() if points)
        points = f"{format_points(self.earned)} of {points_in_words(self.possible)}"
        return f"{self.question}: a program that returns {self.returns} earns {points} ({where})"


def simple_findings(key: Key, runner: Runner) -> Iterator[Finding]:
    """What the simple programs earn; `key` has each question for itself."""
    code = tuple(q for q in key.questions if not q.is_written and q.with_answers().cases)
    if not code:
        return
    key = replace(key, questions=code)
    simple = _best([*_of_values(key), *_of_files(key, runner)])
    yield _simple_finding(key, simple)
    if driven := [question for question in code if question.driver]:
        yield _frames_finding(simple, _best(_of_frames(replace(key, questions=tuple(driven)), runner)), len(driven))


def _simple_finding(key: Key, simple: Sequence[Earning]) -> Finding:
    earning = [each for each in simple if each.earned]
    faults = [f"{each}. {_way_out(key, each)}" for each in earning if each.earned > MAX_EARNED * each.possible]
    others = [f"{each}" for each in earning if each.earned <= MAX_EARNED * each.possible]
    most = max((each.earned / each.possible for each in earning), default=0.0)
    figure = f"at most {100 * most:.0f} % of a question" if most else "nothing"
    return Finding("programs that solve nothing earn at most half", not faults, figure, (*faults, *others))


def _way_out(key: Key, earning: Earning) -> str:
    question = next(question for question in key.questions if question.name == earning.question)
    if question.form and question.form.parts and not question.form.together:
        return "Pay its parts `together`, or add cases in which each part is another value."
    test = ", or test more in its check" if question.check else ""
    return f"Add cases in which that is wrong{test}."


def _frames_finding(simple: Sequence[Earning], frames: Sequence[Earning], driven: int) -> Finding:
    """Whether the frames pay in a case in which no program earns as much that does not look there."""
    faults = []
    for each in frames:
        others = [other.cases for other in simple if other.question == each.question]
        more = [case for case, points in each.cases.items() if points > max(c.get(case, 0.0) for c in others)]
        if more:
            faults.append(
                f"{each}: students' code can read right answers in {', '.join(more)}. A driver, its arguments and the "
                "public files hold none: what knows the answer belongs into a `check`, which no student's code sees."
            )
    claim = "what stands around a driver's calls earns nothing"
    return Finding.of(claim, f"in {count(driven, 'question')} with a driver", faults)


def _best(earnings: Sequence[Earning]) -> list[Earning]:
    """Of the programs of one kind on a question the one that earns most."""
    best: dict[tuple[str, str], Earning] = {}
    for each in earnings:
        name = each.question, each.returns
        if name not in best or each.earned > best[name].earned:
            best[name] = each
    return list(best.values())


# ── results that need no program


def _of_values(key: Key) -> Iterator[Earning]:
    """What results earn that know the form of the right one; what a driver returns, no student's code can choose."""
    key = replace(key, questions=tuple(question for question in key.questions if not question.driver))
    zeros, first = dict[str, Call](), dict[str, Call]()
    for question in key.questions:
        answers = {case.id: right_as_returned(question, case) for case in question.with_answers().cases}
        answer = next(iter(answers.values()))
        zeros |= {case.id: Returned(_zeros(answers.get(case.id, answer))) for case in question.cases}
        first |= {case.id: Returned(answer) for case in question.cases}
    right = right_transcript(key)
    yield from _earnings(key, judge(key, replace(right, calls={**right.calls, **zeros})), ZEROS)
    report = judge(key, replace(right, calls={**right.calls, **first}))
    yield from _earnings(key, report, FIRST)


def _zeros(value: Value) -> Value:
    """The value with 0, False or an empty text in place of each part."""

    def zero(path: object, part: Value) -> Value:
        return Numbers(np.zeros_like(part.array)) if isinstance(part, Numbers) else Text("")

    return map_parts(value, zero)


def _earnings(key: Key, report: Report, returns: str) -> Iterator[Earning]:
    """What the report pays for the key's questions. The answer to one case earns something in the others alone."""
    for question in key.questions:
        own = question.with_answers().cases[0].id if returns == FIRST else ""
        cases = [case for case in report.question(question.name).cases if case.id != own]
        if possible := sum(case.possible for case in cases):
            yield Earning(question.name, returns, {case.id: case.earned for case in cases}, possible)


# ── files that are run as submissions


def _of_files(key: Key, runner: Runner) -> Iterator[Earning]:
    called = [question for question in key.questions if question.calls]
    most = max((min(len(question.parameters), MAX_ARGUMENTS) for question in called), default=0)
    returning = {f"argument_{n}": _written(_BACK, called, {q.name: _pick(q, n) for q in called}) for n in range(most)}
    yield from _run(key, called, returning, dict.fromkeys(returning, ARGUMENT), runner)
    driven = [question for question in called if question.driver]
    numbers = {f"number_{n}": _written(_NUMBER, driven, dict.fromkeys((q.name for q in driven), n)) for n in (0, 1)}
    yield from _run(key, driven, numbers, {"number_0": ZEROS, "number_1": "ones"}, runner)


def _of_frames(key: Key, runner: Runner) -> list[Earning]:
    functions, classes = _definitions(key.questions)
    sources = {pick: scavenger(functions, classes, pick) for pick in PICKS}
    return list(_run(key, key.questions, sources, PICKS, runner))


def _pick(question: Question, number: int) -> tuple[object, ...]:
    form = question.form
    parts = [part.name for part in form.parts] if form and not question.driver else []
    return tuple(question.parameters), parts, bool(form and form.kind == "table"), number


def _written(found: str, questions: Sequence[Question], picks: Mapping[str, object]) -> str:
    """The source of a program that answers these questions by `_found`."""
    pieces = [found]
    for question in questions:
        pieces.append(program(*_definitions([question]), picks[question.name]))
    return "".join(pieces)


def _definitions(questions: Sequence[Question]) -> tuple[list[str], list[str]]:
    """The names of the functions, and those of the classes, that students define."""
    names = [name for question in questions for name in question.names]
    trees = [ast.parse(question.stub).body for question in questions]
    classes = {node.name for body in trees for node in body if isinstance(node, ast.ClassDef)}
    return [name for name in names if name not in classes], [name for name in names if name in classes]


def _run(
    key: Key, questions: Sequence[Question], sources: Mapping[str, str], words: Mapping[str, str], runner: Runner
) -> Iterator[Earning]:
    """What these programs earn on these questions."""
    if not questions:
        return
    key = replace(key, questions=tuple(questions))
    with tempfile.TemporaryDirectory() as folder:
        paths = [write(Path(folder, f"{name}.py"), source) for name, source in sources.items()]
        transcripts = runner.run(key, paths, "simple wrong programs")
    for name, transcript in zip(sources, transcripts, strict=True):
        yield from _earnings(key, judge(key, transcript), words[name])
