"""Name the mistake in answers that nothing explained, by hand or by a search; take such names into an assignment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from grader.base import files
from grader.base.safe_names import safe_name
from grader.base.text import did_you_mean
from grader.course.class_report.statistics import ClassStatistics, Group
from grader.course.decisions.named_answers import (
    FILE,
    BadNames,
    NamedAnswers,
    Names,
    change_names,
    give_name,
    read_names,
)
from grader.course.results import Graded, Results
from grader.course.results_folder import check_has_gradebook
from grader.judging.judge import uncertain_causes
from grader.model.key import Key, Question
from grader.model.report import Report
from grader.model.transcript import Transcript

WRONG = ("wrong", "malformed")  # statuses of the cases of which a search could name the mistake
MAX_RIGHT = 400  # different right programs of a question that a search may take lines from
Search = Callable[[Key, Question, Transcript, Sequence[str]], NamedAnswers | None]


class Explained(NamedTuple):
    """A group of equal answers that nothing explained, and what a search named it; None where it named nothing.

    What `is_kept` is a name for the next regrade; answers of too few numbers, or of another form, are no evidence.
    """

    group: Group
    named: NamedAnswers | None
    is_kept: bool = False


def name_answers(results: Path, submission: str, question: str, named: NamedAnswers) -> str:
    """Name the mistake in an answer, for the next regrade to name it in all like it; the id. Raises BadNames."""
    with Results(results) as opened:
        named = replace(named, submission=submission, at=datetime.now(timezone.utc).isoformat(timespec="seconds"))
        of_key = next((q for q in opened.key.questions if q.name == question), None)
        if of_key is None or not (graded := next(opened.graded(opened.id_of(submission)), None)):
            names = [q.name for q in opened.key.questions]
            meant = did_you_mean(question, names)
            raise BadNames(
                f"{results}: there is no question {question!r}.{meant} This homework has: {', '.join(names)}."
            )
        give = partial(give_name, key=opened.key, question=of_key, transcript=graded.transcript, named=named)
        give(names_of(results))  # may refuse, before a lock is made that would be left behind
        return list(change_names(results / FILE, give))[-1]


def explain_groups(results: Path, search: Search, submission: str) -> Iterator[Explained]:
    """Search for the mistake in each group of unexplained answers, or in those of one submission, large ones first.

    A search is handed the right programs of the class for that question. What it names is a name for the next regrade,
    one after the other as they come. Raises UserError.
    """
    with Results(results) as opened:
        chosen = opened.id_of(submission) if submission else ""
        groups, right = _unexplained(opened)
        for group in groups:
            if chosen and chosen not in group.ids:
                continue
            submission = chosen or group.ids[0]
            question, transcript = opened.key.question(group.question), next(opened.graded(submission)).transcript
            named = search(opened.key, question, transcript, [*right[group.question]])
            yield _named(opened, group, submission, named) if named else Explained(group, None)


def settled_answers(results: Path, submission: str) -> list[str]:
    """Wrong answers whose points staff settled: no search is for them. Raises UserError."""
    with Results(results) as opened:
        return [
            f"{graded.report.submission} {question.name}"
            for graded in opened.graded(opened.id_of(submission) if submission else None)
            for question in graded.report.questions
            if question.status in ("overridden", "excused") and any(case.status in WRONG for case in question.cases)
        ]


def _unexplained(opened: Results) -> tuple[list[Group], Mapping[str, Mapping[str, None]]]:
    """The groups that nothing explains, then those that few numbers do; and by question the right programs.

    None of the groups was named since the last regrade.
    """
    statistics, uncertain = ClassStatistics(opened.key), set[tuple[str, str]]()
    right: dict[str, dict[str, None]] = {question.name: {} for question in opened.key.questions}
    for graded in opened.graded():
        report = _certain(opened.key, graded)
        pairs = zip(report.questions, graded.report.questions, strict=True)
        uncertain |= {(q.name, report.submission) for q, named in pairs if q.mistake != named.mistake}
        statistics.add(report, graded.submission, graded.transcript)
        for q in report.questions:
            if q.status == "right" and len(right[q.name]) < MAX_RIGHT:
                right[q.name][graded.transcript.definitions[q.name].source] = None
    named = {(mistake.rpartition(".")[0], of.submission) for mistake, of in names_of(opened.folder).items()}
    groups = [g for g in statistics.groups.values() if not any((g.question, each) in named for each in g.ids)]
    return sorted(groups, key=lambda group: ((group.question, group.ids[0]) in uncertain, -len(group.ids))), right


def _certain(key: Key, graded: Graded) -> Report:
    """The report without the names of which another slip may give the same few numbers."""
    questions = {question.name: question for question in key.questions}
    return replace(graded.report, questions=tuple(
        replace(q, mistake="") if q.mistake and _is_uncertain(key, questions[q.name], graded.transcript) else q
        for q in graded.report.questions
    ))  # fmt: skip


def _is_uncertain(key: Key, question: Question, transcript: Transcript) -> bool:
    try:
        return bool(uncertain_causes(key, question, transcript))
    except Exception:  # one answer must not end the search for the class
        return False


def _named(opened: Results, group: Group, submission: str, named: NamedAnswers) -> Explained:
    try:
        mistake = name_answers(opened.folder, submission, group.question, named)
    except BadNames:  # too few numbers for the judge to tell these answers from a chance
        return Explained(group, named)
    return Explained(group, names_of(opened.folder)[mistake], is_kept=True)


def names_of(results: Path) -> Names:
    """The names that staff gave, by the id of the mistake. Raises UserError and BadNames."""
    check_has_gradebook(results)
    return read_names(results / FILE)


def forget_name(results: Path, mistake: str) -> None:
    """Take a name out; the next regrade gives it no more. Raises BadNames."""
    if mistake not in names_of(results):
        close = did_you_mean(mistake, names_of(results))
        raise BadNames(f"{results / FILE}: there is no name {mistake!r}.{close}")
    change_names(results / FILE, lambda names: {name: of for name, of in names.items() if name != mistake})


def write_wrong_examples(results: Path, folder: Path) -> list[Path]:
    """Write the code of each named answer, with its words, into an assignment's folder `wrong/`; the files."""
    files.make_folder(folder, is_private=True)
    written = []
    with Results(results) as opened:
        for mistake, named in names_of(results).items():
            graded = next(opened.graded(named.submission), None)
            definition = graded and graded.transcript.definitions.get(mistake.rpartition(".")[0])
            if definition and definition.source:
                written.append(folder / f"{safe_name(mistake.replace('.', '_'))}.py")
                files.write_text(written[-1], f"{_docstring(named)}\n\n{definition.source.strip()}\n")
    return written


def _docstring(named: NamedAnswers) -> str:
    """Name and, where students may read it, hint: the docstring that makes a file of `wrong/` a known mistake."""
    text = "\n\n".join(fill(part, 100) for part in (named.name, named.hint if named.students else "") if part)
    is_plain = text.replace("\n", "").isprintable() and not set('"\\') & set(text)
    return f'"""{text}\n"""' if is_plain else repr(text)
