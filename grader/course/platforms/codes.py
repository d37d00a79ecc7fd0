"""Codes in place of people and submissions: the same with the same secret, and telling nothing without it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace

from grader.model.report import Report
from grader.submissions.collection import Person, Submission


def code(name: str, secret: str) -> str:
    """A stable code for a person or submission, which tells nothing without the secret."""
    return "S" + hmac.new(secret.encode(), name.encode(), hashlib.sha256).hexdigest()[:10]


def person_code(person: Person, submission: str, secret: str) -> str:
    """The code that stands in place of a person, who has this submission."""
    return code(person.id or person.email or person.name or submission, secret)


def submission_code(submission: str, secret: str) -> str:
    """The code that stands in place of a submission."""
    return code(f"submission {submission}", secret)


def nameless(report: Report, own_code: str) -> Report:
    """The report under a code, without what may hold names: the reason why it cannot be read, and what staff say."""
    questions = tuple(replace(question, remarks=()) for question in report.questions)
    return replace(report, submission=own_code, message="", questions=questions, remarks=())


def people_by_code(submissions: Iterable[Submission], absent: Iterable[Person], secret: str) -> dict[str, str]:
    """Whom each code stands for, in words: of a person, and of a submission."""
    stands_for = {person_code(person, "", secret): _words(person) for person in absent}
    for submission in submissions:
        people = submission.people or (Person(submission.id),)
        words = ", ".join(map(_words, people))
        stands_for[submission_code(submission.id, secret)] = f"submission {submission.id} of {words}"
        stands_for |= {person_code(person, submission.id, secret): _words(person) for person in people}
    return stands_for


def _words(person: Person) -> str:
    return ", ".join(filter(None, [person.name, person.id, person.email]))
