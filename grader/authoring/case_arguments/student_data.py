"""The files of data that students have: those that visible cases name, and those of the assignment's `files`.

They stand in the student zip, and beside a submission while it is graded. A file that only hidden cases or `for_check`
name is in neither. A file that students have, from which these read more than visible cases do, is refused unless
`files` lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.authoring.case_arguments.data_files import read_file
from grader.authoring.case_arguments.typed import table_arguments
from grader.model.arguments.shipped_files import encode, files_fault

TAKEN = ("readme.txt", "requirements.txt", "grader")  # at the top of the student zip, in any spelling


def read_student_data(
    folder: Path, files: tuple[str, ...], cases: Iterable[tuple[str, str, dict[str, Any]]]
) -> dict[str, str]:
    """The contents of all files that students have, as a key holds them. Raises ValueError.

    Of each case come the words for its place, why its arguments are secret, "" where students receive them, and the
    arguments as they stand in assignment.toml.
    """
    sources = [
        (place, why_secret, {s for a in table_arguments(arguments) for s in a.sources})
        for place, why_secret, arguments in cases
    ]
    visible = frozenset().union(*(read for _, why_secret, read in sources if not why_secret))
    names = dict.fromkeys((*files, *sorted(file for file, _ in visible)))
    for place, why_secret, read in sources:
        for file, words in sorted(read - visible):
            if file in names and file not in files:
                raise ValueError(
                    f"{place}: it {why_secret} and reads {words}, and students have {file}, which a visible case "
                    f"names. Put these numbers into a file of their own, or write files = [{file!r}] if students may "
                    "have them."
                )
    contents = {name: encode(_read(folder, name)) for name in names}
    if fault := files_fault(contents):
        raise ValueError(f"files: {fault}")
    return contents


def _read(folder: Path, name: Any) -> bytes:
    try:
        content = read_file(folder, name)
    except ValueError as fault:
        raise ValueError(f"files: {fault}") from None
    if name.split("/")[0].lower() in TAKEN:
        raise ValueError(f"files: the student zip has a {name.split('/')[0]} already: give yours another name")
    return content
