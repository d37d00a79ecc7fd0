"""Python files of the author that no student gets: another opinion on the right answers, or another reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.authoring.answers.case_functions import refusal
from grader.authoring.facts.question_spec import QuestionSpec
from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName, Extraction


def read_staff_file(spec: QuestionSpec, key: str, folder: Path, file: str, names: Sequence[str]) -> Extraction:
    """The file that the question names under this key, which defines these names. Raises BadAssignment."""
    path, where = folder / file, f"{key} = {file!r}"
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        extraction = reader.read(path, list(names)) if inside else None
    except (notebook.Unreadable, OSError) as error:
        raise refusal(spec, f"{where}: this file cannot be read: {error}") from None
    if extraction is None:
        raise refusal(spec, f"{where}: there is no such file in the folder of assignment.toml.")
    for name in names:
        if not isinstance(extraction[name], DefinedName):
            raise refusal(spec, f"{where}: this file defines no function `{name}`.")
    return extraction
