"""What the page of the class shows: counts and similar code, read anew only of those for whom something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


def class_statistics(
    opened: Results, marks: Mapping[str, Mark], jobs: int | None, similar: bool, common: bool = False
) -> tuple[ClassStatistics, list[str]]:
    """The statistics of the class, and what went wrong with some of it; not compared unless `similar`.

    With `common` also what much of the class has is compared.
    """

    def example(submission: str) -> Example:
        graded = next(opened.graded(submission))
        return Example(graded.report, graded.transcript)

    statistics = ClassStatistics(
        opened.key,
        names_of(opened.absent()),
        before=opened.book.history.points_before(),
        example_of=example,
        missing_layers=opened.book.missing_layers(),
    )
    statistics.decisions = opened.decisions
    with Observed(opened.folder) as observed:
        update = _Update(opened, marks, jobs, observed)
        update.observe()
        for observation in observed.observations():
            statistics.count(observation)
        if similar:
            statistics.similar = update.compare(common)
    return statistics, update.faults


@dataclass
class _Update:
    """What is read anew of a class; `faults` say what went wrong."""

    opened: Results
    marks: Mapping[str, Mark]
    jobs: int | None
    observed: Observed
    faults: list[str] = field(default_factory=list)

    def _results(self, ids: Sequence[str], work: Work[T]) -> Iterator[T]:
        for result in every_submission(self.opened, ids, self.jobs, work):
            if isinstance(result, Failed):
                self.faults.append(result.reason)
            else:
                yield result

    def observe(self) -> None:
        """Observe everybody whose mark is another one, and forget who is no more there."""
        before = self.observed.marks()
        marks = {name: mark.whole for name, mark in self.marks.items()}
        self.observed.remove([name for name, mark in before.items() if marks.get(name) != mark])
        ids = [name for name, mark in marks.items() if before.get(name) != mark]
        for mark, observation in self._results(ids, partial(_observe, by=made_by(self.opened))):
            self.observed.put(mark, observation)

    def compare(self, common: bool) -> Similar:
        """Who has much the same code; compared anew only if somebody's files, or what compares them, changed."""
        key, count = self.opened.key, len(self.faults)
        of_files = (text for name, mark in self.marks.items() for text in (name, mark.files))
        compared = digest(made_by(self.opened), str(common), *of_files)
        similar = self.observed.similar(compared)
        if similar is None:
            self._read_code()
            stubs = [question.stub for question in key.questions if question.calls]
            comparison = Comparison(stubs, 1.0 if common else COMMON_SHARE)
            for name, mark in self.marks.items():
                if code := self.observed.code(mark.files):
                    comparison.add(name, code, mark.files)
            similar = comparison.similar()
            self.observed.put_similar(compared if len(self.faults) == count else "", similar)
        return similar.with_sources(lambda name: sources_of(key, next(self.opened.graded(name)).transcript))

    def _read_code(self) -> None:
        """Write the fragments of all files of which there are none."""
        by = made_by(self.opened)
        of_files = {mark.files: name for name, mark in self.marks.items() if mark.files}
        ids = sorted(of_files[missing] for missing in of_files.keys() - self.observed.coded(by))
        for files, code in self._results(ids, _code):
            self.observed.put_code(files, by, code)


def _observe(opened: Results, graded: Graded, by: str) -> tuple[str, Observation]:
    """In a worker."""
    return mark_of(graded, by), observe(opened.key, graded.report, graded.submission, graded.transcript)


def _code(opened: Results, graded: Graded) -> tuple[str, Code]:
    """In a worker."""
    return graded.files, code_of(sources_of(opened.key, graded.transcript))


def sources_of(key: Key, transcript: Transcript) -> dict[str, str]:
    """The functions of a submission, by question; none where it could not be read."""
    of = {} if transcript.unreadable else transcript.definitions
    return {q.name: of[q.name].source for q in key.questions if q.calls and q.name in of}
