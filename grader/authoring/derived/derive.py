"""The mistakes that a solution suggests: it is changed in one place, run like a submission, and judged.

A change is a known mistake if it answers every case, is wrong by far in one of them, leaves enough numbers to tell it
by, and no hand-written mistake explains it. A change that keeps every point is a survivor: either it changes nothing,
or the cases cannot tell.

This is decided twice: first as if there were no hidden case, and then by all cases. What the second time adds is for
staff alone, so that neither which mistakes students read of, nor their words, tell anything of a hidden case.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from grader.authoring.answers.mistake_answers import wrong_forms
from grader.authoring.derived.exercises import ChangedSolution, Exercise, read_exercises
from grader.authoring.derived.runs import Workshop, case_of, is_lasting, run_changes
from grader.authoring.derived.two_changes import two_changes
from grader.authoring.derived.wording import Description, describe
from grader.changes.kinds import KINDS, MAKES, Trait, has
from grader.changes.source_tree import Change
from grader.judging.diagnosis.diagnose import diagnose
from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Key, Mistake, Question
from grader.model.student_key import short
from grader.model.transcript import Call

FAR = 10.0  # tolerances: nearer to the right answer, a mistake could be honest arithmetic
CALM_ROWS = 4  # of a history, which must be finite
FEWEST_NUMBERS = 2  # of all cases together, that a mistake must change: one number fits too much,
FEW_DIGITS = 3  # if it has no more digits
TOO_LITTLE = ("label", "points", "text", "truth")  # answers to a question that could have many causes each
MAX_TRIED = 800  # changes of a question, likely ones first
MAX_MISTAKES = 450  # different wrong answers to a question
SURE = 150  # of them, that are taken whatever their size
MAX_NUMBERS = 55_000  # in all of these together, where there are more
MAX_NUMBERS_OF_PAIRS = 20_000  # in the answers of two mistakes at once to visible cases
ALIKE = 3  # causes of one answer
SAID_BETTER = {("before_last_step", "sequence")}  # a kind, and one that says the same of an answer less exactly
DIGITS = 4  # of its largest number, in which answers that are alike agree

Verdicts = Mapping[str, Verdict]  # by case
Answers = dict[str, dict[str, Any]]  # by case
Cause = tuple[ChangedSolution, Description, Answers]


class Derived(NamedTuple):
    """The mistakes that a solution suggests, and what two of them answer at once."""

    mistakes: tuple[Mistake, ...] = ()
    two_at_once: tuple[Mistake, ...] = ()


def derive(
    workshop: Workshop, questions: Mapping[str, Question], progress: Callable[[str], None] = lambda text: None
) -> dict[str, Derived]:
    """What the solution of each question suggests; `questions` hold right answers and hand-written mistakes."""
    likely = {name: question.with_answers() for name, question in questions.items() if may_derive(question)}
    derived = {}
    for exercise in read_exercises(workshop.assignment, likely) if likely else ():
        question, tried = exercise.question, _Tried(exercise.question, exercise.changes[:MAX_TRIED])
        progress(f"changing the solution of {question.name} in {len(tried.changes)} ways")
        run = partial(run_changes, workshop, exercise, goes_on=tried.has_answer)
        derived[question.name] = _derived(exercise, tried, run)
    return derived


def may_derive(question: Question) -> bool:
    """Whether it has right answers, and these hold enough to tell causes by."""
    return not question.check and question.kind not in TOO_LITTLE


def _derived(exercise: Exercise, tried: _Tried, run: Callable[..., object]) -> Derived:
    """Mistakes for the key: those that follow from visible cases alone, then those for staff."""
    question = exercise.question
    visible, hidden = _visible(question), [case for case in question.cases if case.hidden]
    if visible.cases:
        run(tried.changes, visible.cases)
    public = list(_causes(exercise, _wrong(visible, tried)))
    if hidden:
        answering = [changed for changed in tried.changes if tried.verdicts_of(changed, visible) is not None]
        lasting = [changed for changed in answering if is_lasting(changed.name)]
        run([changed for changed in answering if changed not in lasting], hidden)
        if lasting:  # what they keep of the visible cases shows in the hidden ones
            run(lasting, question.cases)
    names = {changed.name for changed, *_ in public}
    of_all = _causes(exercise, _wrong(question, tried)) if hidden else ()
    for_staff = [tried.mistake(cause) for cause in of_all if cause[0].name not in names]
    mistakes = [*map(tried.mistake, public), *(replace(mistake, staff_only=True) for mistake in for_staff)]
    return Derived(tuple(mistakes), tuple(_two_at_once(exercise, tried, public, run)))


def _two_at_once(
    exercise: Exercise, tried: _Tried, public: Sequence[Cause], run: Callable[..., object]
) -> Iterator[Mistake]:
    """Two of the mistakes that follow from visible cases at once, where these show that neither is made alone."""
    question, visible = exercise.question, _visible(exercise.question)
    mistakes = [(changed, words) for changed, words, _ in public]
    pairs = list(two_changes(exercise, mistakes)) if not question.is_run else []
    if pairs and visible.cases:
        run(pairs, question.cases)
    seen, room = {_rounded(answers) for *_, answers in public}, MAX_NUMBERS_OF_PAIRS
    for pair in pairs:
        verdicts = tried.verdicts_of(pair, visible)
        if verdicts is None or not _is_evident(visible, verdicts):
            continue
        rounded = _rounded({case: dict(verdict.answer) for case, verdict in verdicts.items()})
        room -= sum(np.size(value) for verdict in verdicts.values() for value in verdict.answer.values())
        if rounded not in seen and room > 0:
            seen.add(rounded)
            yield tried.mistake((pair, Description("", "", vague=False), {}))


def _visible(question: Question) -> Question:
    return replace(question, cases=tuple(case for case in question.cases if not case.hidden))


def keeps_every_point(question: Question, changed: ChangedSolution, calls: Mapping[str, Call]) -> bool:
    """Whether all cases are right by one of the question's readings."""
    readings = question.readings
    return any(all(judge_case(q, case, calls[changed.call(case)]).right for case in q.cases) for q in readings)


def is_right(question: Question, name: str, call: Call) -> bool:
    """Whether the call of this name is right by one of the question's readings."""
    cases = ((q, case) for q in question.readings for case in q.cases if case.id == case_of(name))
    return any(judge_case(q, case, call).right for q, case in cases)


# ── which of them are mistakes


@dataclass(frozen=True)
class _Tried:
    """Changes of a solution, and their calls, each judged once, as soon as it is made."""

    question: Question
    changes: Sequence[ChangedSolution]
    calls: dict[str, Call] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)  # by call

    def has_answer(self, name: str, call: Call) -> bool:
        """Whether the call answers its case, as each call of a mistake does."""
        (case,) = (case for case in self.question.cases if case.id == case_of(name))
        self.calls[name], self.verdicts[name] = call, _judged(self.question, case, call)
        return bool(self.verdicts[name].answer)

    def verdicts_of(self, changed: ChangedSolution, question: Question) -> Verdicts | None:
        """The verdicts on the cases of this question, None where one is not answered."""
        answered = self._answered(changed, question)
        return answered if len(answered) == len(question.cases) else None

    def mistake(self, cause: Cause) -> Mistake:
        """The mistake for the key, with its answers to hidden cases as far as it has whole ones."""
        changed, words, _ = cause
        parts = {case.id: case.right.keys() for case in self.question.cases}
        answered = {case: verdict.answer for case, verdict in self._answered(changed, self.question).items()}
        answers = {case: dict(answer) for case, answer in answered.items() if answer.keys() == parts[case]}
        return Mistake(changed.name, words.name, words.hint, short(answers), whole=True, derived=True)

    def _answered(self, changed: ChangedSolution, question: Question) -> Verdicts:
        made = ((case.id, self.verdicts.get(changed.call(case))) for case in question.cases)
        return {case: verdict for case, verdict in made if verdict is not None and verdict.answer}


def _wrong(question: Question, tried: _Tried) -> Iterator[tuple[ChangedSolution, Verdicts]]:
    """The changes that answer every case, are evidently wrong, and that no hand-written mistake explains."""
    written = Key("", "", "", (question,), tuple(wrong_forms([question])))
    for changed in tried.changes:
        verdicts = tried.verdicts_of(changed, question)
        if verdicts is None or keeps_every_point(question, changed, tried.calls):
            continue
        if _is_evident(question, verdicts) and not _is_explained(written, question, verdicts):
            yield changed, verdicts


def _is_explained(written: Key, question: Question, verdicts: Verdicts) -> bool:
    """Whether a hand-written mistake gives all of these answers, and the right ones where these are right."""
    diagnosis = diagnose(written, question, verdicts)
    return bool(diagnosis.candidates) and not diagnosis.in_part and not diagnosis.in_a_branch


def _judged(question: Question, case: Case, call: Call) -> Verdict:
    """The verdict, with single numbers as arrays, which a key holds."""
    verdict = judge_case(question, case, call)
    numbers = {name: np.asarray(value) for name, value in verdict.answer.items() if isinstance(value, np.number)}
    return replace(verdict, answer={**verdict.answer, **numbers})


def _is_evident(question: Question, verdicts: Verdicts) -> bool:
    """Whether the answers are finite, up to a run's blowing up, not 0 alone, and far enough from the right ones."""
    arrays = [array for v in verdicts.values() for array in v.answer.values() if isinstance(array, np.ndarray)]
    forms = ((case.expected or {}, verdicts[case.id].answer) for case in question.cases if question.form)
    whole = all(answer.keys() == right.keys() for right, answer in forms)  # a list may have other items, too few
    wrong = [case for case in question.cases if not verdicts[case.id].right]
    far = [number for case in wrong for number in _far(case, verdicts[case.id].answer)]
    fewest = min(FEWEST_NUMBERS, len(arrays) and sum(array.size for array in arrays) // len(verdicts))
    is_calm = all(np.isfinite(_calm(array)).all() for array in arrays) and any(array.any() for array in arrays)
    return whole and is_calm and (len(far) >= max(fewest, 1) or any(map(_is_computed, far)))


def _is_computed(number: complex) -> bool:
    """Whether it has more digits than a count, a label, or what a mistake may give by accident."""
    return any(part != float(f"{part:.{FEW_DIGITS}g}") for part in (number.real, number.imag))


def _calm(array: np.ndarray) -> np.ndarray:
    """The rows that must be finite: of an array that is longer than a few rows, the first ones."""
    return array[:CALM_ROWS] if array.ndim else array


def _far(case: Case, answer: Mapping[str, Any]) -> Iterator[complex]:
    """The numbers of the answer that are far from the right ones; all of an array of another shape."""
    assert case.expected is not None
    for name, array in answer.items():
        right, tolerance = case.expected[name], case.tolerance.get(name)
        if isinstance(array, np.ndarray) and tolerance is not None:
            if np.ndim(tolerance):  # of a run the rows that both have: where it ends says too little
                rows = min(len(tolerance), len(array))
                array, right = array[:rows], right[:rows]
            is_far = np.isfinite(array)
            if array.shape == np.shape(right):
                is_far = is_far & (np.abs(np.where(is_far, array, 0) - right) > FAR * np.max(tolerance))
            yield from array[is_far].tolist()


def _causes(exercise: Exercise, wrong: Iterator[tuple[ChangedSolution, Verdicts]]) -> Iterator[Cause]:
    """What mistakes are made of, likely ones first, each name once for one answer."""
    alike: dict[tuple[Any, ...], dict[str, Cause]] = {}
    for changed, verdicts in wrong:
        answers = {case: dict(verdict.answer) for case, verdict in verdicts.items()}
        words = exercise.described(changed.change, exercise.tree(changed.position).root)
        alike.setdefault(_rounded(answers), {}).setdefault(words.name, (changed, words, answers))
    for causes in _first(list(alike.values())):
        yield from _said_once(_likeliest(list(causes.values())), exercise.handout)[:ALIKE]


def _first(alike: list[dict[str, Cause]]) -> Iterator[dict[str, Cause]]:
    """The likely ones of different wrong answers, as many as a key has room for."""
    room = MAX_NUMBERS
    for number, causes in enumerate(alike[:MAX_MISTAKES]):
        answers = next(iter(causes.values()))[2]
        room -= sum(np.size(value) for answer in answers.values() for value in answer.values())
        if room < 0 and number >= SURE:
            return
        yield causes


def _likeliest(causes: list[Cause]) -> list[Cause]:
    """Those of the causes of one answer that are likely: the first, and others whose words are clear."""
    likely = [cause for cause in causes if not has(cause[0].change.kind, Trait.UNLIKELY)] or causes[:1]
    first, *others = sorted(likely, key=lambda cause: MAKES[cause[0].change.kind].rank)
    others = [cause for cause in others if (first[0].change.kind, cause[0].change.kind) not in SAID_BETTER]
    return [first, *(cause for cause in others if not cause[1].vague)]


def _said_once(causes: Sequence[Cause], handout: str) -> list[Cause]:
    """One cause where several say one thing of an argument: `n` is always 3, or always 4; it enters once more."""
    alike: dict[object, list[Cause]] = {}
    for cause in causes:
        match cause[0].change:
            case Change(kind=kind, subject=ast.Name(argument)) if KINDS[kind].summary:
                alike.setdefault((argument, KINDS[kind].summary), []).append(cause)
            case _:
                alike.setdefault(cause[0].name, []).append(cause)
    once = list[Cause]()
    for (changed, words, answers), *others in alike.values():
        if others:
            words = describe(changed.change._replace(kind=KINDS[changed.change.kind].summary, value=""), handout)
        once.append((changed, words, answers))
    return once


def _rounded(answers: Answers) -> tuple[Any, ...]:
    """The answers to all cases with a few digits, to see which are alike."""
    return tuple(_digits(value) for answer in answers.values() for value in answer.values())


def _digits(value: Any) -> Any:
    if not isinstance(value, np.ndarray) or not value.size:
        return value.shape if isinstance(value, np.ndarray) else value
    value = np.nan_to_num(value, posinf=0.0, neginf=0.0)  # of a run that blows up, what comes before
    scale = np.abs(value).max()
    rounded = value if scale == 0 else np.round(value / 10.0 ** np.ceil(np.log10(scale)), DIGITS) + 0.0
    return value.shape, float(f"{scale:.{DIGITS}g}"), rounded.tobytes()
