"""A results folder with a small class, made without a sandbox: real key, transcripts, judge and gradebook.

Of every seven submissions s0, s1 ... one is right, five are wrong in different ways, one cannot be read. A question
of 4 points is graded by hand.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from support import small_class

from grader.course.drawing import class_statistics, marks
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
from grader.course.results import Results
from grader.judging.judge import judge
from grader.model.encoding.values import Text
from grader.model.key import Case, Key, Question
from grader.model.transcript import Definition, Returned, parse_transcript
from grader.submissions.collection import Person, Submission

CODE = "def gradient_descent(g, alpha, max_its, w):\n    return [w], [g(w)]  # </pre><script>alert(2)</script>"
FOUND = Definition("found", source=CODE)
ESSAY = Question(
    "essay", "An essay", "manual", 4.0, "essay", (), False, (Case("essay-0", "essay", True, 4.0, {}),)
)  # fmt: skip


def key() -> Key:
    small = small_class.key()
    return replace(small, questions=(*small.questions, ESSAY))


def other_key() -> Key:
    """The same homework, in which the root is another number, so that nobody has it right."""
    descent, root, *others = key().questions
    wrong = replace(root, cases=tuple(replace(case, expected={".": np.array(7.0)}) for case in root.cases))
    return replace(key(), title="Corrected", questions=(descent, wrong, *others))


def write(folder: Path, count: int = 7, names: dict[str, str] | None = None, first: int = 0) -> Path:
    """The folder, with the key beside it: submissions from `first` on; `names` of people by submission."""
    folder.mkdir()
    (folder.parent / "small.key").write_text(key().to_json(), encoding="utf-8")
    (folder.parent / "other.key").write_text(other_key().to_json(), encoding="utf-8")
    digest = questions_digest(key())
    with Gradebook(folder / "gradebook.sqlite") as book, book.transaction():
        book.judge_by(JudgingKey.of(key()))
        for report, _, transcript in small_class.classroom(count)[first:]:
            name = report.submission
            person = Person(f"p{name}", (names or {}).get(name, f"Student {name}"))
            submission = Submission(name, people=(person,), late=name == "s1", submitted_at="2026-11-20T10:00:00+00:00")
            answered = replace(
                transcript, submission=name,
                definitions=transcript.definitions | {"descent": FOUND, "essay": FOUND},
                calls={**transcript.calls, "essay-0": Returned(Text(f"Because it is convex, says {name}."))},
            )  # fmt: skip
            judged = judge(key(), answered)
            book.put(Record(submission, f"digest of {name}", answered.to_json(), judged.to_json(), digest))
    return folder


LONG_CODE = "def gradient_descent(g, alpha, max_its, w):\n" + "".join(
    f"    a{n} = g(w)[{n}] * {n}.5 + alpha ** {n} - w[{n}:]  # </pre><script>alert(3)</script>\n" for n in range(12)
)


def compare_copy(folder: Path, one: str, other: str) -> None:
    """Let two submissions have the same code under other names, which one line tells apart; compare the class."""
    copied = LONG_CODE.replace(" a", " renamed_").replace(
        "    renamed_3 =", "    if w is None: return\n    renamed_3 ="
    )
    with Gradebook(folder / "gradebook.sqlite") as book:
        for name, code in {one: LONG_CODE, other: copied}.items():
            record = next(book.records(name))
            transcript = parse_transcript(record.transcript)
            definitions = transcript.definitions | {"descent": Definition("found", source=code)}
            text = replace(transcript, definitions=definitions).to_json()
            book.put(replace(record, transcript=text))
    with Results(folder) as opened:
        class_statistics.class_statistics(opened, marks.read_marks(opened), 1, similar=True)
