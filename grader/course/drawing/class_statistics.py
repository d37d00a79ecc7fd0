"""What the page of the class shows: counts and similar code, read anew only of those for whom something changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from grader.course.class_report.observation import Observation, observe
from grader.course.class_report.statistics import ClassStatistics, Example
from grader.course.drawing.every_submission import Failed, T, Work, every_submission
from grader.course.drawing.marks import Mark, digest, made_by, mark_of
from grader.course.drawing.observed import Observed
from grader.course.results import Graded, Results
from grader.course.similar.comparison import Code, Comparison, Similar, code_of
from grader.course.similar.numbering import COMMON_SHARE
from grader.model.key import Key
from grader.model.transcript import Transcript
from grader.submissions.roster import names_of

Faults = list[str]


def class_statistics(
    opened: Results, marks: Mapping[str, Mark], jobs: int | None, similar: bool, common: bool = False
) -> tuple[ClassStatistics, Faults]:
    """The statistics of the class, and what went wrong with some of it; not compared unless `similar`.

    With `common` also what much of the class has is compared.
    """

    def example(submission: str) -> Example:
        graded = next(opened.graded(submission))
        return Example(graded.report, graded.transcript)

    absent = names_of(opened.absent())
    statistics = ClassStatistics(
        opened.key,
        absent,
        before=opened.book.history.points_before(),
        example_of=example,
        missing_layers=opened.book.missing_layers(),
    )
    statistics.decisions = opened.decisions
    with Observed(opened.folder) as observed:
        faults = _update(observed, opened, marks, jobs)
        for observation in observed.observations():
            statistics.count(observation)
        if similar:
            statistics.similar, of_code = _similar(observed, opened, marks, jobs, common)
            faults += of_code
    return statistics, faults


def _update(observed: Observed, opened: Results, marks: Mapping[str, Mark], jobs: int | None) -> Faults:
    """Observe everybody whose mark is another one, and forget who is no more there."""
    before = observed.marks()
    observed.remove([name for name, mark in before.items() if name not in marks or marks[name].whole != mark])
    ids = [name for name, mark in marks.items() if before.get(name) != mark.whole]
    return _put_all(opened, ids, jobs, partial(_observe, by=made_by(opened)), lambda result: observed.put(*result))


def _put_all(opened: Results, ids: Sequence[str], jobs: int | None, work: Work[T], put: Callable[[T], None]) -> Faults:
    faults = Faults()
    for result in every_submission(opened, ids, jobs, work):
        if isinstance(result, Failed):
            faults.append(result.reason)
        else:
            put(result)
    return faults


def _observe(opened: Results, graded: Graded, by: str) -> tuple[str, Observation]:
    """In a worker."""
    return mark_of(graded, by), observe(opened.key, graded.report, graded.submission, graded.transcript)


def _similar(
    observed: Observed, opened: Results, marks: Mapping[str, Mark], jobs: int | None, common: bool
) -> tuple[Similar, Faults]:
    """Who has much the same code; compared anew only if somebody's files, or what compares them, changed."""
    by, faults = made_by(opened), Faults()
    mark = digest(by, str(common), *(text for name, of in marks.items() for text in (name, of.files)))
    similar = observed.similar(mark)
    if similar is None:
        faults = _update_code(observed, opened, marks, jobs)
        stubs = [question.stub for question in opened.key.questions if question.calls]
        comparison = Comparison(stubs, 1.0 if common else COMMON_SHARE)
        for name, of in marks.items():
            if code := observed.code(of.files):
                comparison.add(name, code, of.files)
        observed.put_similar("" if faults else mark, similar := comparison.similar())

    def sources(submission: str) -> dict[str, str]:
        return sources_of(opened.key, next(opened.graded(submission)).transcript)

    return similar.with_sources(sources), faults


def _update_code(observed: Observed, opened: Results, marks: Mapping[str, Mark], jobs: int | None) -> Faults:
    """Write the fragments of all files of which there are none."""
    by = made_by(opened)
    of_files = {mark.files: name for name, mark in marks.items() if mark.files}
    ids = sorted(of_files[missing] for missing in of_files.keys() - observed.coded(by))
    return _put_all(opened, ids, jobs, _code, lambda result: observed.put_code(result[0], by, result[1]))


def _code(opened: Results, graded: Graded) -> tuple[str, Code]:
    """In a worker."""
    return graded.files, code_of(sources_of(opened.key, graded.transcript))


def sources_of(key: Key, transcript: Transcript) -> dict[str, str]:
    """The functions of a submission, by question; none where it could not be read."""
    of = {} if transcript.unreadable else transcript.definitions
    return {q.name: of[q.name].source for q in key.questions if q.calls and q.name in of}
