"""What a gradebook holds of a submission, and how it stands in the columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from grader.base.errors import UserError
from grader.model.encoding.decoding import decoder
from grader.submissions.collection import Submission

Points = dict[str, tuple[float, float]]  # earned and possible, by question; in all under an empty name


@dataclass(frozen=True)
class Record:
    """One submission as the book holds it.

    `digest` is of its files; `transcript` and `report` are JSON; `questions` is a digest of the questions that the
    transcript answers, empty where the submission has to be run again.
    """

    submission: Submission
    digest: str
    transcript: str
    report: str
    questions: str = ""


@dataclass(frozen=True)
class Attempt:
    """An earlier attempt: `earned` are its points by the judge, `number` is its own in the book."""

    number: int
    submission: Submission
    earned: float


def entry_of(submission: Submission) -> str:
    """The JSON of a submission, which `submission_of` reads."""
    data = asdict(submission)
    data["files"] = [str(path) for path in submission.files]
    return json.dumps(data)  # in ASCII: a file's name may be no Unicode, which SQLite cannot hold


def submission_of(name: str, entry: str) -> Submission:
    """The submission of that id. Raises UserError for an entry that is damaged."""
    try:
        submission: Submission = decoder(Submission)({**json.loads(entry), "id": name})
    except (ValueError, TypeError) as error:
        raise UserError(f"the entry of {name} in this gradebook is damaged: {error}. Grade it again.") from None
    return submission


def points_of(report: Mapping[str, Any]) -> Points:
    """The points of a report's data."""
    questions = {name: (of["earned"], of["possible"]) for name, of in report["questions"].items()}
    return {"": (report["earned"], report["possible"]), **questions}
