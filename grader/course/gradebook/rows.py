"""What a gradebook holds of a submission and of the key that judges it, and how it stands in the columns."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from grader.base.errors import UserError
from grader.model.encoding.decoding import decoder, to_data
from grader.model.key import Key
from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.statuses import UNJUDGED
from grader.submissions.collection import Submission

Points = dict[str, tuple[float, float]]  # earned and judged, by question; in all under an empty name


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


class Replaced(NamedTuple):
    """An earlier attempt of `submission`: another one came at this time, in UTC. `number` is 0 if it had its files."""

    submission: str
    number: int
    at: str


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


def record_of(name: str, digest: str, entry: str, transcript: bytes, report: bytes, questions: str) -> Record:
    """The record of a row of the book."""
    return Record(submission_of(name, entry), digest, unpacked(transcript), unpacked(report), questions)


REPORT_LEVEL = 1  # of compression


def packed(text: str, level: int = 6) -> bytes:
    """Text as it is stored.

    `level` 0 is for a key: large, written once, and hardly smaller at any level, since it is numbers in base64.
    REPORT_LEVEL is for a report, which every regrade writes: a sixth of its size; 6 takes a third longer for a seventh.
    """
    return zlib.compress(text.encode(), level)


def unpacked(text: bytes | str) -> str:
    """What was packed, or the text as an older grader wrote it."""
    return text if isinstance(text, str) else zlib.decompress(text).decode()


def text_of(report: bytes | str) -> str:
    """The text of a report as the book holds it; empty where it is damaged, or is not there."""
    try:
        return unpacked(report)
    except (ValueError, zlib.error):
        return ""


def points_of(report: str) -> Points:
    """The points of a report's text, as `Outline.points`; none of one that is damaged."""
    try:
        data = json.loads(report)
        questions = tuple(_question(name, of) for name, of in data["questions"].items())
        judged = Report("", "", data["status"], data["earned"], data["possible"], questions=questions)
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    return judged.outline.points


def _question(name: str, data: Mapping[str, Any]) -> QuestionReport:
    """What counts of a question's points, of data that are in order: quicker than to decode a report."""
    waiting = tuple(
        CaseReport(case["id"], "", case["hidden"], case["status"], case["earned"], case["possible"], "")
        for case in data["cases"] if case["status"] in UNJUDGED
    )  # fmt: skip
    return QuestionReport(
        name, "", data["status"], data["earned"], data["possible"], "", cases=waiting, counts=data.get("counts", True)
    )


@dataclass(frozen=True)
class JudgingKey:
    """A key as the book holds it. `digest` is equal for keys that judge alike; `text` is what `parse_key` reads."""

    digest: str
    title: str
    text: str

    @classmethod
    def of(cls, key: Key) -> JudgingKey:
        """The key in this form. Computed once for each key."""
        if "judging key" not in key.memo:
            text = key.memo.get("text") or key.to_json()
            data = json.loads(text) | {"made_with": {}}  # quicker than to encode a large key again
            data.pop("checksum", None)
            judging = json.dumps(data)
            key.memo["judging key"] = cls(hashlib.sha256(judging.encode()).hexdigest(), key.title, text)
        judging_key: JudgingKey = key.memo["judging key"]
        return judging_key

    def __str__(self) -> str:
        return f"{self.title!r} ({self.digest[:12]})"


def questions_digest(key: Key) -> str:
    """A digest of what the key calls students' functions with: transcripts depend on nothing else of it."""
    questions = [
        (
            q.name, q.names, q.driver, q.calls, q.stub, q.runs,
            [(c.id, c.hidden, to_data(c.arguments), c.seed) for c in q.cases],
        )
        for q in key.questions
    ]  # fmt: skip
    called = [key.assignment, questions, key.modules, key.files]
    return hashlib.sha256(json.dumps(called, sort_keys=True).encode()).hexdigest()
