"""Name the mistake in answers that nothing explained, and take such names into an assignment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from grader.base import files
from grader.base.safe_names import safe_name
from grader.base.text import did_you_mean
from grader.course.decisions.named_answers import (
    FILE,
    BadNames,
    NamedAnswers,
    Names,
    change_names,
    give_name,
    read_names,
    to_wrong_example,
)
from grader.course.results import Results
from grader.course.results_folder import check_has_gradebook


def name_answers(results: Path, submission: str, question: str, named: NamedAnswers) -> str:
    """Name the mistake in an answer, for the next regrade to name it in all like it; the id. Raises BadNames."""
    with Results(results) as opened:
        named = replace(named, submission=submission, at=datetime.now(timezone.utc).isoformat(timespec="seconds"))
        of_key = next((q for q in opened.key.questions if q.name == question), None)
        if of_key is None or not (graded := next(opened.graded(opened.id_of(submission)), None)):
            names = ", ".join(q.name for q in opened.key.questions)
            raise BadNames(f"there is no question {question!r}. There are {names}.")
        give = partial(give_name, key=opened.key, question=of_key, transcript=graded.transcript, named=named)
        give(names_of(results))  # may refuse, before a lock is made that would be left behind
        return list(change_names(results / FILE, give))[-1]


def names_of(results: Path) -> Names:
    """The names that staff gave, by the id of the mistake. Raises BadResults and BadNames."""
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
    files.make_folder(folder)
    written = []
    with Results(results) as opened:
        for mistake, named in names_of(results).items():
            graded = next(opened.graded(named.submission), None)
            definition = graded and graded.transcript.definitions.get(mistake.rpartition(".")[0])
            if definition and definition.source:
                written.append(folder / f"{safe_name(mistake.replace('.', '_'))}.py")
                files.write_text(written[-1], to_wrong_example(named, definition.source))
    return written
